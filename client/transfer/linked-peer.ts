import type { PeerId } from '../../shared/ids.ts';
import type { Link } from '../net/link.ts';
import type { PieceServer } from './pieces/piece-server.ts';
import type { Puller } from './pieces/puller.ts';

/** Somebody who is linked, and what goes both ways over that link. */
export interface LinkedPeer {
  readonly peerId: PeerId;
  readonly name: string;
  /** This browser's id on that link. */
  readonly self: PeerId;
  readonly link: Link;
  readonly puller: Puller;
  readonly server: PieceServer;
}
