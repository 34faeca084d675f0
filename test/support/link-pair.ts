import type { Link, LinkEvents, OpenLink } from '../../client/net/link.ts';
import type { PeerId } from '../../shared/ids.ts';
import { fakePeerId } from './fake-ids.ts';

type OptionalEvent = 'signal' | 'unstable' | 'recovered' | 'rerouted';

export interface PairEnd {
  readonly peerId: PeerId;
  readonly events: Omit<LinkEvents, OptionalEvent> & Partial<Pick<LinkEvents, OptionalEvent>>;
}

/** Opens both ends of a link and carries their signals. The caller of the first end is the initiator. */
export function linkPair<L extends Link>(
  openLink: (...[end, events]: Parameters<OpenLink>) => L,
  first: PairEnd['events'],
  second: PairEnd['events'],
  [firstId, secondId]: readonly [PeerId, PeerId] = [fakePeerId(1), fakePeerId(2)],
): readonly [L, L] {
  const carry = (events: PairEnd['events'], to: () => Link): LinkEvents => ({
    opened: () => events.opened(),
    unstable: () => events.unstable?.(),
    recovered: () => events.recovered?.(),
    rerouted: () => events.rerouted?.(),
    control: (text) => events.control(text),
    bulk: (message) => events.bulk(message),
    closed: (reason) => events.closed(reason),
    signal: (signal) => {
      events.signal?.(signal);
      to().receiveSignal(signal);
    },
  });
  const links: [L, L] = [
    openLink(
      { peerId: secondId, initiator: true },
      carry(first, () => links[1]),
    ),
    openLink(
      { peerId: firstId, initiator: false },
      carry(second, () => links[0]),
    ),
  ];
  return links;
}
