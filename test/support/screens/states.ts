import type { Person } from '../person.ts';

/** Every state of the page that {@link walkScreens} brings about, in its order. */
export const STATES = [
  'entering',
  'start',
  'start-wrong-code',
  'start-room-ended',
  'empty-room',
  'nobody-to-send-to',
  'busy-room',
  'person-details',
  'commands',
  'qr-dialog',
  'settings',
  'forget-question',
  'send-to-dialog',
  'offer',
  'offer-files',
  'receiving',
  'leave-question',
  'paused',
  'received',
  'sending',
  'choose-again',
  'sent',
  'dropped',
  'no-space',
  'server-lost',
  'unfinished',
] as const;

export type State = (typeof STATES)[number];

/** Looks at a state of the page, at the browser of the person who sees it. It leaves the state as it is. */
export type Look = (state: State, person: Person) => Promise<void>;
