import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concerns } from '../../../client/chat/audience.ts';
import { compareEntries } from '../../../client/chat/chat-log.ts';
import { newestHistory } from '../../../client/chat/history.ts';
import { versionOf } from '../../../client/chat/versions.ts';
import { CHAT_HISTORY_MESSAGES_MAX, CHAT_TEXT_LENGTH_MAX } from '../../../shared/limits.ts';
import type { ChatMessage } from '../../../shared/peer-protocol.ts';
import { ChatBrowser, ChatLab } from '../../support/chat-lab.ts';
import { fakeKeyOf, fakePeerId } from '../../support/fake-ids.ts';

const MINUTE_MS = 60_000;

type Happening = { readonly at: number; readonly other: number } & (
  | { readonly type: 'say' | 'tell' | 'revise' | 'link' | 'cut' | 'reload' }
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'carry'; readonly draw: number; readonly again: number }
);

const anyPair = { at: fc.nat(2), other: fc.nat(2) };

const of = <Type extends string>(...types: readonly Type[]) =>
  fc.record({ type: fc.constantFrom(...types), ...anyPair });

const anyHappening = (
  ...types: readonly ('say' | 'tell' | 'revise' | 'link' | 'cut' | 'reload')[]
): fc.Arbitrary<Happening> =>
  fc.oneof(
    { weight: 3, arbitrary: of(...types) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('wait'), ms: fc.nat(2_000), ...anyPair }) },
    { weight: 4, arbitrary: fc.record({ type: fc.constant('carry'), draw: fc.nat(5), again: fc.nat(1), ...anyPair }) },
  );

/** Three browsers, one of them ahead of time and one behind. */
function createTrio(): ChatLab {
  const ahead = [0, 3 * MINUTE_MS, -7 * MINUTE_MS];
  return new ChatLab(...ahead.map((ms, at) => new ChatBrowser(fakePeerId(at + 1), ms)));
}

function happen(lab: ChatLab, happening: Happening): void {
  const [one, other] = [lab.browsers[happening.at], lab.browsers[happening.other]];
  if (one === undefined || other === undefined) return;
  if (happening.type === 'say') lab.say(one, `message ${lab.said.length}`);
  else if (happening.type === 'revise') lab.revise(one, `revised ${lab.said.length}`);
  else if (happening.type === 'wait') one.wall.advance(happening.ms);
  else if (happening.type === 'carry') lab.carryOne(happening.draw, happening.again);
  else if (happening.type === 'reload') reload(lab, one);
  else if (one !== other && happening.type === 'tell') lab.say(one, `message ${lab.said.length}`, other);
  else if (one !== other && happening.type === 'link') lab.link(one, other);
  else if (one !== other) lab.cut(one, other);
}

function reload(lab: ChatLab, browser: ChatBrowser): void {
  for (const other of lab.browsers) if (other !== browser) lab.cut(browser, other);
  browser.reload();
}

/** All links are up once more, and everything arrives. */
function comeTogether(lab: ChatLab): void {
  lab.cutAll();
  lab.linkAll();
  lab.carryAll();
}

describe('the chat of three browsers', () => {
  test('ends the same everywhere, each message once, after any talk, loss, repetition and order of arrival', () => {
    fc.assert(
      fc.property(fc.array(anyHappening('say', 'link', 'cut'), { maxLength: 80 }), (happenings) => {
        const lab = createTrio();
        for (const happening of happenings) happen(lab, happening);
        comeTogether(lab);
        const all = lab.said.toSorted(compareEntries);
        for (const { messages } of lab.browsers) expect(messages).toEqual(all);
      }),
      { numRuns: 500 },
    );
  });

  test('needs no new links for what is said while all are up', () => {
    fc.assert(
      fc.property(fc.array(anyHappening('say'), { maxLength: 60 }), (happenings) => {
        const lab = createTrio();
        lab.linkAll();
        lab.carryAll();
        for (const happening of happenings) happen(lab, happening);
        lab.carryAll();
        const all = lab.said.toSorted(compareEntries);
        for (const { messages } of lab.browsers) expect(messages).toEqual(all);
      }),
    );
  });

  test('tells every author in the end that everybody has every message', () => {
    fc.assert(
      fc.property(fc.array(anyHappening('say', 'link', 'cut'), { maxLength: 80 }), (happenings) => {
        const lab = createTrio();
        for (const happening of happenings) happen(lab, happening);
        comeTogether(lab);
        for (const { peerId, delivered } of lab.browsers) {
          const own = lab.said.filter(({ author }) => author === peerId);
          const others = new Set(lab.browsers.map((browser) => browser.peerId).filter((id) => id !== peerId));
          expect([...delivered.keys()].toSorted()).toEqual(own.map(({ id }) => id).toSorted());
          for (const { id } of own) expect(delivered.get(id)).toEqual(others);
        }
      }),
    );
  });

  test('is true about delivery at any time: whoever is said to have a message has it', () => {
    fc.assert(
      fc.property(fc.array(anyHappening('say', 'link', 'cut'), { maxLength: 80 }), (happenings) => {
        const lab = createTrio();
        for (const happening of happenings) {
          happen(lab, happening);
          for (const { delivered } of lab.browsers) {
            for (const [id, peers] of delivered) {
              const holders = lab.browsers.filter(({ messages }) => messages.some((message) => message.id === id));
              expect(holders.map(({ peerId }) => peerId)).toEqual(expect.arrayContaining([...peers]));
            }
          }
        }
      }),
    );
  });

  test('survives pages that are loaded anew under the same id: what somebody has comes back, once', () => {
    fc.assert(
      fc.property(fc.array(anyHappening('say', 'link', 'cut', 'reload'), { maxLength: 80 }), (happenings) => {
        const lab = createTrio();
        for (const happening of happenings) happen(lab, happening);
        const left = new Map(lab.browsers.flatMap(({ messages }) => messages.map((message) => [message.id, message])));
        comeTogether(lab);
        const all = [...left.values()].toSorted(compareEntries);
        for (const { messages } of lab.browsers) expect(messages).toEqual(all);
      }),
    );
  });
});

describe('revisions and direct messages', () => {
  const idsOf = ({ messages }: ChatBrowser) => new Set(messages.map(({ id }) => id));
  const party = ({ peerId }: ChatBrowser) => ({ peerId, key: fakeKeyOf(peerId) });
  const anyTalk = (...more: readonly 'reload'[]) =>
    fc.array(anyHappening('say', 'tell', 'revise', 'link', 'cut', ...more), { maxLength: 80 });

  /** Of each message the version that counts. */
  function newestVersions(messages: readonly ChatMessage[]): ChatMessage[] {
    const newest = new Map<string, ChatMessage>();
    for (const message of messages) {
      const known = newest.get(message.id);
      if (known === undefined || versionOf(message) > versionOf(known)) newest.set(message.id, message);
    }
    return [...newest.values()].toSorted(compareEntries);
  }

  test('leave everybody with the newest version of all that concerns them, and of nothing else', () => {
    fc.assert(
      fc.property(anyTalk(), (happenings) => {
        const lab = createTrio();
        for (const happening of happenings) happen(lab, happening);
        comeTogether(lab);
        const all = newestVersions(lab.said);
        for (const browser of lab.browsers) {
          expect(browser.messages).toEqual(all.filter((message) => concerns(message, party(browser))));
        }
      }),
      { numRuns: 500 },
    );
  });

  test('never bring a direct message to a third person, nor its id, whoever reloads', () => {
    fc.assert(
      fc.property(anyTalk('reload'), (happenings) => {
        const lab = createTrio();
        for (const happening of happenings) happen(lab, happening);
        comeTogether(lab);
        const strangers = lab.said.flatMap((message) =>
          lab.browsers.filter((browser) => !concerns(message, party(browser))).map((browser) => ({ browser, message })),
        );
        for (const { browser, message } of strangers) {
          expect(idsOf(browser).has(message.id)).toBe(false);
          expect(browser.heard.has(message.id)).toBe(false);
        }
      }),
    );
  });

  test('leave everybody with the same, also when a page is loaded anew and revises what others have in a later version', () => {
    fc.assert(
      fc.property(anyTalk('reload'), (happenings) => {
        const lab = createTrio();
        for (const happening of happenings) happen(lab, happening);
        const left = newestVersions(lab.browsers.flatMap(({ messages }) => messages));
        comeTogether(lab);
        for (const browser of lab.browsers) {
          expect(browser.messages).toEqual(left.filter((message) => concerns(message, party(browser))));
        }
      }),
      { numRuns: 500 },
    );
  });

  test('are delivered to whoever has the version of now', () => {
    fc.assert(
      fc.property(anyTalk(), (happenings) => {
        const lab = createTrio();
        for (const happening of happenings) happen(lab, happening);
        comeTogether(lab);
        for (const browser of lab.browsers) {
          for (const message of browser.messages.filter(({ author }) => author === browser.peerId)) {
            const others = lab.browsers.filter((other) => other !== browser && concerns(message, party(other)));
            expect(browser.delivered.get(message.id)).toEqual(new Set(others.map(({ peerId }) => peerId)));
          }
        }
      }),
    );
  });
});

describe('a long conversation', () => {
  /** Ann talks to herself; then Ben comes, and then the link is lost once and made again. */
  function handOn(texts: readonly string[]) {
    const lab = createTrio();
    const [ann, ben] = lab.browsers;
    if (ann === undefined || ben === undefined) throw new Error('there are three');
    for (const text of texts) lab.say(ann, text);
    for (let time = 0; time < 2; time++) {
      lab.cut(ann, ben);
      lab.link(ann, ben);
      lab.carryAll();
    }
    return { ann, ben };
  }

  test('is handed on as far as a history may go, the newest of it, and is not refused then', () => {
    const { ann, ben } = handOn(Array.from({ length: CHAT_HISTORY_MESSAGES_MAX + 100 }, (_, at) => `${at}`));
    expect(ann.messages).toHaveLength(CHAT_HISTORY_MESSAGES_MAX + 100);
    expect(ben.messages).toEqual(ann.messages.slice(100));
    expect(ann.delivered.size).toBe(CHAT_HISTORY_MESSAGES_MAX);
  });

  test('of long texts is handed on as far as its bytes may go', () => {
    const { ann, ben } = handOn(Array(300).fill('漢'.repeat(CHAT_TEXT_LENGTH_MAX)));
    expect(ann.messages).toHaveLength(300);
    expect(ben.messages).toEqual(newestHistory(ann.messages));
    expect(ben.messages.length).toBeGreaterThan(50);
  });
});
