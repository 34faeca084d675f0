import { noCandidates } from '../../client/net/candidates.ts';
import type { LinkReport, Route } from '../../client/net/link-report.ts';

export const directRoute: Route = { local: 'host', remote: 'host', roundTripMs: 2 };
export const relayedRoute: Route = { local: 'relay', remote: 'host', roundTripMs: 30 };

/** Of a link between two hidden browsers with a STUN server, which stands and is direct. */
export const fakeLinkReport = (changes: Partial<LinkReport> = {}): LinkReport => ({
  gathered: { ...noCandidates, hidden: 1, 'server-reflexive': 1 },
  received: { ...noCandidates, hidden: 1, host: 1, 'server-reflexive': 1 },
  described: true,
  pairs: { tried: 3, answered: 1 },
  route: directRoute,
  ...changes,
});

/** As above, of a link that did not come about. */
export const failedLinkReport = (changes: Partial<LinkReport> = {}): LinkReport =>
  fakeLinkReport({ pairs: { tried: 3, answered: 0 }, route: undefined, ...changes });
