import type { PeerId } from '../../../shared/ids.ts';
import type { IncomingView, Person, TransferView } from '../../state/views.ts';

/** Which ways files go over one link now. */
export interface Flow {
  readonly isSending: boolean;
  readonly isReceiving: boolean;
}

/** Where bytes flow now, by the person at the other end. */
export type Flows = ReadonlyMap<PeerId, Flow>;

export function flowsOf(transfers: Readonly<Record<string, TransferView>>, people: readonly Person[]): Flows {
  const views = Object.values(transfers);
  const receiving = new Set(views.flatMap((view) => (isReceiving(view) ? (senderOf(view, people) ?? []) : [])));
  const sending = new Set(views.flatMap(recipientsOf));
  const all = [...new Set([...receiving, ...sending])].sort();
  return new Map(all.map((peerId) => [peerId, { isSending: sending.has(peerId), isReceiving: receiving.has(peerId) }]));
}

export const areSameFlows = (a: Flows, b: Flows): boolean => a.size === b.size && [...a].every(isSameIn(b));

const isSameIn =
  (flows: Flows) =>
  ([peerId, flow]: [PeerId, Flow]): boolean => {
    const other = flows.get(peerId);
    return other?.isSending === flow.isSending && other.isReceiving === flow.isReceiving;
  };

const isReceiving = (view: TransferView): view is IncomingView =>
  view.direction === 'incoming' && view.state.status === 'receiving';

/** Whoever came back in another tab has another id: the name tells, if nobody else has it. */
function senderOf({ sender, senderId }: IncomingView, people: readonly Person[]): PeerId | undefined {
  if (people.some(({ peerId }) => peerId === senderId)) return senderId;
  const [namesake, ...more] = people.filter(({ name, linked }) => linked && name === sender);
  return more.length === 0 ? namesake?.peerId : undefined;
}

const recipientsOf = (view: TransferView): readonly PeerId[] =>
  view.direction === 'incoming'
    ? []
    : view.recipients.filter(({ state }) => state.status === 'sending').map(({ peerId }) => peerId);
