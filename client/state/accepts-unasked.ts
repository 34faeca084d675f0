import type { PeerId } from '../../shared/ids.ts';
import type { Stores } from './stores.ts';

/** Whether files of somebody are accepted without asking: the person wants it, and this browser has met theirs before. */
export const acceptsUnasked = ({ settings, people }: Pick<Stores, 'settings' | 'people'>, sender: PeerId): boolean =>
  settings.get().acceptFromRecognised &&
  people.get().some(({ peerId, recognition }) => peerId === sender && recognition === 'recognised');
