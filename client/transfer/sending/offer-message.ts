import type { ControlMessage } from '../../../shared/peer-protocol.ts';

/** What a recipient may say of an offer. */
export type OfferMessage = Extract<
  ControlMessage,
  {
    type:
      | 'piece-request'
      | 'transfer-begun'
      | 'transfer-paused'
      | 'transfer-continued'
      | 'offer-declined'
      | 'transfer-done'
      | 'transfer-cancelled';
  }
>;
