import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { type ChatControlMessage, ChatSync } from '../../../client/chat/chat-sync.ts';
import { versionOf } from '../../../client/chat/versions.ts';
import { CHAT_REVISIONS_MAX } from '../../../shared/limits.ts';
import { type ChatMessage, ProtocolError } from '../../../shared/peer-protocol.ts';
import {
  annId,
  arrive,
  benId,
  bens,
  cyId,
  cys,
  history,
  known,
  live,
  own,
  part,
  received,
  revised,
} from '../../support/fake-chat.ts';
import { fakeKeyOf, fakeMessageId } from '../../support/fake-ids.ts';

/** Ann's. */
let sync: ChatSync;

beforeEach(() => {
  sync = new ChatSync(annId, fakeKeyOf(annId));
});

const fromBen = (message: ChatControlMessage) => arrive(sync, benId, message);
const toBen = (...messages: ChatControlMessage[]) => messages.map((message) => ({ to: benId, message }));
const isHere = (...messages: ChatMessage[]) => expect(sync.messages).toEqual(messages);

/** Links Ben, who has these. */
function linkBen(...messages: ChatMessage[]) {
  sync.linkUp(benId, fakeKeyOf(benId));
  return fromBen(known(...messages));
}

describe('a revision', () => {
  test('of an own message takes its place, and goes to everybody linked', () => {
    linkBen();
    sync.say(own(1));
    sync.say(own(2));
    const { added, revised: changed, sends } = sync.say(revised(own(1), 1));
    expect([added, changed, sends]).toEqual([[], [revised(own(1), 1)], toBen(live(revised(own(1), 1)))]);
    isHere(revised(own(1), 1), own(2));
  });

  test('from its author takes the place of what was here, and is acknowledged as it is', () => {
    linkBen();
    fromBen(live(bens(1)));
    expect(fromBen(live(revised(bens(1), 2)))).toEqual({
      added: [],
      revised: [revised(bens(1), 2)],
      delivered: [],
      sends: toBen(received(revised(bens(1), 2))),
    });
    isHere(revised(bens(1), 2));
  });

  test('that is older than what is here changes nothing, and is not acknowledged', () => {
    linkBen();
    fromBen(live(revised(bens(1), 2)));
    for (const older of [bens(1), revised(bens(1), 1)]) {
      expect(fromBen(live(older))).toEqual({ added: [], revised: [], delivered: [], sends: [] });
    }
    isHere(revised(bens(1), 2));
  });

  test('comes as history from whoever has it, and takes the place of what was here', () => {
    linkBen();
    fromBen(part(history(cys(1))));
    expect(fromBen(history(revised(cys(1), 1))).revised).toEqual([revised(cys(1), 1)]);
  });

  test('goes to whoever lists an older version, and not to whoever has it or a later one', () => {
    sync.say(own(1));
    sync.say(revised(own(1), 2));
    expect(linkBen(revised(own(1), 1)).sends).toEqual(toBen(history(revised(own(1), 2))));
    for (const version of [revised(own(1), 2), revised(own(1), 3)]) {
      sync.linkDown(benId);
      expect(linkBen(version).sends).toEqual(toBen(history()));
    }
  });

  test('is not sent again to somebody who got it while they listed the version before', () => {
    sync.say(own(1));
    sync.linkUp(benId, fakeKeyOf(benId));
    sync.say(revised(own(1), 1));
    expect(fromBen(known(own(1))).sends).toEqual(toBen(history()));
  });

  test('is delivered by its own acknowledgement, not by that of what it was before', () => {
    linkBen();
    sync.say(own(1));
    sync.say(revised(own(1), 1));
    expect(fromBen(received(own(1))).delivered).toEqual([]);
    expect(fromBen(received(revised(own(1), 1))).delivered).toEqual([{ id: own(1).id, to: benId }]);
  });

  test('that was listed here does not come again as history', () => {
    sync.say(revised(own(1), 2));
    linkBen();
    expect(() => fromBen(history(revised(own(1), 1)))).toThrow(ProtocolError);
    expect(() => fromBen(part(history(revised(own(1), 2))))).toThrow(ProtocolError);
  });
});

describe('nobody but its author revises a message', () => {
  test.each<[string, Partial<ChatMessage>]>([
    ['author', { author: benId, authorKey: fakeKeyOf(benId) }],
    ['key', { authorKey: fakeKeyOf(benId) }],
  ])('who comes with another %s', (_what, change) => {
    linkBen();
    fromBen(part(history(cys(1))));
    fromBen(history({ ...revised(cys(1), 1), ...change }));
    isHere(cys(1));
  });

  test.each<[string, Partial<ChatMessage>]>([
    ['name', { name: 'Cyrus' }],
    ['place', { clock: { time: 1, counter: 0 } }],
    ['addressee', { to: { peerId: annId, key: fakeKeyOf(annId) } }],
    ['kind', { action: true }],
    ['quoted message', { quote: fakeMessageId(9) }],
  ])('and they cannot give it another %s', (_what, change) => {
    linkBen();
    fromBen(live(bens(1)));
    fromBen(live({ ...revised(bens(1), 1), ...change }));
    isHere(bens(1));
  });

  test('when their key is known to be another by now', () => {
    linkBen();
    const [first, second] = [cys(1), revised(cys(1), 1)].map((message) => ({
      ...message,
      authorKey: fakeKeyOf(annId),
    }));
    if (first === undefined || second === undefined) throw new Error('there are two');
    fromBen(part(history(first)));
    sync.linkUp(cyId, fakeKeyOf(cyId));
    fromBen(history(second));
    isHere(first);
  });
});

describe('versions', () => {
  const anyRevision = fc.record({
    revision: fc.integer({ min: 1, max: CHAT_REVISIONS_MAX }),
    mark: fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 14, maxLength: 14 }),
  });

  test('are merged to the same one in whatever order they come, and the highest revision wins', () => {
    const anyOrders = fc
      .uniqueArray(anyRevision, { minLength: 1, maxLength: 8, selector: ({ revision, mark }) => `${revision}${mark}` })
      .map((versions) =>
        versions.map(({ revision, mark }) => ({
          ...revised(bens(1), revision, `${revision} ${mark}`),
          signature: mark.padEnd(128, '0'),
        })),
      )
      .chain((versions) => {
        const all = [bens(1), ...versions];
        const order = fc.shuffledSubarray(all, { minLength: all.length });
        return fc.tuple(fc.constant(all), order, order);
      });
    fc.assert(
      fc.property(anyOrders, ([all, ...orders]) => {
        const ends = orders.map((order) => {
          sync = new ChatSync(annId, fakeKeyOf(annId));
          linkBen();
          for (const message of order) fromBen(live(message));
          return sync.messages;
        });
        expect(ends[0]).toEqual(ends[1]);
        expect(ends[0]).toHaveLength(1);
        expect(ends[0]?.[0]?.revision).toBe(Math.max(...all.map(({ revision = 0 }) => revision)));
      }),
    );
  });

  test('are one for a message that was never changed: its author cannot change it without a mark', () => {
    const [one, other] = [bens(1), { ...bens(1), text: 'other', signature: '7'.repeat(128) }];
    expect(versionOf(other)).toBe(versionOf(one));
    linkBen();
    fromBen(live(one));
    fromBen(live(other));
    isHere(one);
  });

  test('are in order up to the last one that is allowed', () => {
    const versions = Array.from({ length: CHAT_REVISIONS_MAX }, (_, at) => versionOf(revised(bens(1), at + 1)));
    expect(versions.toSorted()).toEqual(versions);
    for (const version of versions) expect(version).toMatch(/^[0-9a-f]{16}$/);
  });
});
