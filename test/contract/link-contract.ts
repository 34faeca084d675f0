import { totalOf } from '../../client/net/candidates.ts';
import { type CloseReason, type Link, LinkClosedError, type OpenLink } from '../../client/net/link.ts';
import { isRelayed } from '../../client/net/link-report.ts';
import { BULK_MESSAGE_BYTES, SEND_HIGH_WATER_BYTES } from '../../shared/limits.ts';
import type { ControlMessage } from '../../shared/peer-protocol.ts';
import type { Signal } from '../../shared/signaling-protocol.ts';
import { fakeMessageId, fakePeerId } from '../support/fake-ids.ts';
import { linkPair } from '../support/link-pair.ts';
import { Watch } from '../support/watch.ts';
import {
  type ContractCase,
  check,
  checkSame,
  checkSameBytes,
  joinBytes,
  patternBytes,
  rejectionOf,
} from './contract.ts';

/** Records what one end of a link tells its owner. */
class LinkProbe {
  readonly watch = new Watch();
  /** The names of the events, in order, without the signals. */
  readonly order: string[] = [];
  readonly signals: Signal[] = [];
  readonly texts: string[] = [];
  readonly bulkMessages: Uint8Array[] = [];
  readonly closings: CloseReason[] = [];
  onOpened: () => void = () => undefined;
  readonly signal = (signal: Signal) => void this.signals.push(signal);
  readonly unstable = () => this.#note('unstable');
  readonly recovered = () => this.#note('recovered');
  /** A browser may choose another way whenever it likes. */
  readonly rerouted = () => undefined;

  opened(): void {
    this.#note('opened');
    this.onOpened();
  }

  control(text: string): void {
    this.texts.push(text);
    this.#note('control');
  }

  bulk(message: Uint8Array): void {
    this.bulkMessages.push(message);
    this.#note('bulk');
  }

  closed(reason: CloseReason): void {
    this.closings.push(reason);
    this.#note('closed');
  }

  until(condition: () => boolean): Promise<void> {
    return this.watch.until(condition);
  }

  get bulkBytes(): Uint8Array {
    return joinBytes(this.bulkMessages);
  }

  #note(event: string): void {
    this.order.push(event);
    this.watch.notify();
  }
}

interface OpenPair {
  readonly near: Link;
  readonly far: Link;
  readonly nearProbe: LinkProbe;
  readonly farProbe: LinkProbe;
}

function startPair(openLink: OpenLink): OpenPair {
  const [nearProbe, farProbe] = [new LinkProbe(), new LinkProbe()];
  const [near, far] = linkPair(openLink, nearProbe, farProbe);
  return { near, far, nearProbe, farProbe };
}

async function openPair(openLink: OpenLink): Promise<OpenPair> {
  const pair = startPair(openLink);
  await Promise.all([pair.nearProbe, pair.farProbe].map((probe) => probe.until(() => probe.order.includes('opened'))));
  return pair;
}

/** A case with a pair that is open at its begin, and closed behind it. */
const withPair = (name: string, use: (pair: OpenPair) => Promise<void>): ContractCase<OpenLink> => ({
  name,
  run: async (openLink) => {
    const pair = await openPair(openLink);
    try {
      await use(pair);
    } finally {
      pair.near.close({ type: 'closed-here' });
      pair.far.close({ type: 'closed-here' });
    }
  },
});

const chat = (number: number, text: string): ControlMessage => ({
  type: 'chat',
  id: fakeMessageId(number),
  clock: { time: 1, counter: 0 },
  name: 'Ann',
  text,
  signature: '5'.repeat(128),
});

/** Sends as the port asks: waits whenever the gate has closed. Answers how often that was. */
async function sendAll(link: Link, messages: readonly Uint8Array<ArrayBuffer>[]): Promise<number> {
  let waits = 0;
  for (const message of messages) {
    if (link.sendBulk(message)) continue;
    waits += 1;
    await link.drained();
  }
  return waits;
}

/** Sends without waiting until the gate closes, as nobody should. */
function fillGate(link: Link): number {
  const message = patternBytes(BULK_MESSAGE_BYTES);
  for (let sent = 1; sent <= (4 * SEND_HIGH_WATER_BYTES) / BULK_MESSAGE_BYTES; sent++) {
    if (!link.sendBulk(message)) return sent;
  }
  throw new Error('Expected: the send gate to close');
}

const lost: CloseReason = { type: 'lost' };
const left: CloseReason = { type: 'left' };

const opening: readonly ContractCase<OpenLink>[] = [
  withPair('both ends open, once each', async ({ nearProbe, farProbe, near, far }) => {
    checkSame([nearProbe.order, farProbe.order], [['opened'], ['opened']], 'what happened');
    check(!near.closed.aborted && !far.closed.aborted, 'both ends to be open');
    await Promise.resolve();
  }),
  withPair('each end sees its own certificate and the other one’s', async ({ near, far }) => {
    const [seenNear, seenFar] = [near.fingerprints(), far.fingerprints()];
    checkSame([seenNear.own, seenNear.other], [seenFar.other, seenFar.own], 'the fingerprints');
    check(seenNear.own !== seenNear.other, 'two certificates');
    check(/^[0-9a-f]{64}$/.test(seenNear.own), 'SHA-256 in hexadecimal');
    await Promise.resolve();
  }),
  withPair('the initiator signals first, with an offer that the other end answers', async ({ nearProbe, farProbe }) => {
    checkSame(nearProbe.signals[0]?.type, 'offer', "the initiator's first signal");
    checkSame(
      farProbe.signals.filter(({ type }) => type !== 'candidate').map(({ type }) => type),
      ['answer'],
      "the other end's descriptions",
    );
    await Promise.resolve();
  }),
  {
    name: 'an end has opened before it hears what the other end sent on opening',
    run: async (openLink) => {
      const pair = startPair(openLink);
      pair.nearProbe.onOpened = () => pair.near.send(chat(1, 'from near'));
      pair.farProbe.onOpened = () => pair.far.send(chat(2, 'from far'));
      for (const probe of [pair.nearProbe, pair.farProbe]) {
        await probe.until(() => probe.order.length === 2);
        checkSame(probe.order, ['opened', 'control'], 'what happened');
      }
      pair.near.close(left);
      pair.far.close(left);
    },
  },
  {
    name: 'a link that is closed before it opens never opens',
    run: async (openLink) => {
      const pair = startPair(openLink);
      pair.near.close({ type: 'timed-out' });
      pair.far.close(left);
      checkSame(pair.nearProbe.closings, [{ type: 'timed-out' }], 'the end');
      const other = await openPair(openLink);
      checkSame(pair.nearProbe.order, ['closed'], 'what happened');
      other.near.close(left);
      other.far.close(left);
    },
  },
  {
    name: 'a session description that makes no sense closes the link as failed',
    run: async (openLink) => {
      const probe = new LinkProbe();
      const [, far] = linkPair(openLink, new LinkProbe(), probe);
      far.receiveSignal({ type: 'answer', sdp: 'nonsense' });
      await probe.until(() => probe.closings.length > 0);
      checkSame(probe.closings[0]?.type, 'failed', 'the end');
    },
  },
  withPair(
    'a candidate that makes no sense is nobody else’s trouble: receiving it does not throw',
    async ({ near }) => {
      near.receiveSignal({ type: 'candidate', candidate: { candidate: 'nonsense' } });
      near.receiveSignal({ type: 'candidate', candidate: { candidate: 'nonsense', sdpMid: '0', sdpMLineIndex: 0 } });
      await Promise.resolve();
    },
  ),
];

const control: readonly ContractCase<OpenLink>[] = [
  withPair('control messages arrive as JSON, whole and in order, in both directions', async (pair) => {
    const texts = [
      'a',
      'ä ü 漢字 😀',
      '\u2028"\\',
      'x'.repeat(5_000),
      ...Array.from({ length: 100 }, (_, at) => `${at}`),
    ];
    const messages = texts.map((text, at) => chat(at, text));
    for (const message of messages) pair.near.send(message);
    for (const message of messages) pair.far.send(message);
    for (const probe of [pair.nearProbe, pair.farProbe]) {
      await probe.until(() => probe.texts.length === messages.length);
      checkSame(
        probe.texts.map((text) => JSON.parse(text)),
        messages,
        'what arrived',
      );
    }
  }),
  withPair('control messages get through while the bulk channel is full', async ({ near, farProbe }) => {
    const sent = fillGate(near);
    near.send(chat(1, 'hello'));
    await farProbe.until(() => farProbe.texts.length === 1 && farProbe.bulkMessages.length === sent);
  }),
];

const restarting: readonly ContractCase<OpenLink>[] = [
  withPair('looking for another way, from either end, takes nothing from the link', async (pair) => {
    pair.near.restartIce();
    pair.far.restartIce();
    pair.near.send(chat(1, 'from near'));
    pair.far.send(chat(2, 'from far'));
    await sendAll(pair.near, [patternBytes(100)]);
    await pair.farProbe.until(() => pair.farProbe.texts.length === 1 && pair.farProbe.bulkMessages.length === 1);
    await pair.nearProbe.until(() => pair.nearProbe.texts.length === 1);
    checkSame([pair.nearProbe.closings, pair.farProbe.closings], [[], []], 'the ends');
  }),
  withPair('looking for another way does nothing once closed', async ({ near, nearProbe }) => {
    near.close(left);
    const before = nearProbe.signals.length;
    near.restartIce();
    await Promise.resolve();
    checkSame(nearProbe.signals.length, before, 'the signals');
  }),
];

const reporting: readonly ContractCase<OpenLink>[] = [
  withPair('both ends report what they told each other, and the way that packets take', async ({ near, far }) => {
    for (const end of [near, far]) {
      const { gathered, received, described, pairs, route } = await end.report();
      check(described && totalOf(gathered) > 0 && totalOf(received) > 0, 'what both ends told');
      check(pairs.answered > 0 && pairs.tried >= pairs.answered, 'the pairs');
      check(route !== undefined && !isRelayed(route), 'a direct way');
    }
  }),
  {
    name: 'a link whose other end never answers reports just that',
    run: async (openLink) => {
      const link = openLink({ peerId: fakePeerId(2), initiator: true }, new LinkProbe());
      const { described, pairs, route } = await link.report();
      checkSame([described, pairs.answered, route], [false, 0, undefined], 'the report');
      link.close(left);
    },
  },
  withPair('a closed link still tells what was said, and knows of no way', async ({ near }) => {
    const asked = near.report();
    near.close(left);
    await asked;
    const { gathered, described, pairs, route } = await near.report();
    check(described && totalOf(gathered) > 0, 'what was said');
    checkSame([pairs.answered, route], [0, undefined], 'the way');
  }),
];

const bulk: readonly ContractCase<OpenLink>[] = [
  withPair('bulk messages arrive whole and in order', async ({ near, farProbe }) => {
    const messages = [1, 57, 1_000, BULK_MESSAGE_BYTES, 2, BULK_MESSAGE_BYTES].map((size, at) =>
      patternBytes(size, at),
    );
    await sendAll(near, messages);
    await farProbe.until(() => farProbe.bulkMessages.length === messages.length);
    for (const [at, message] of messages.entries()) {
      checkSameBytes(farProbe.bulkMessages[at] ?? new Uint8Array(), message, `message ${at}`);
    }
  }),
  withPair('megabytes that heed the send gate arrive', async ({ near, farProbe }) => {
    const messages = Array.from({ length: 64 }, (_, at) => patternBytes(BULK_MESSAGE_BYTES, at));
    await sendAll(near, messages);
    await farProbe.until(() => farProbe.bulkMessages.length === messages.length);
    checkSameBytes(farProbe.bulkBytes, joinBytes(messages), 'what arrived');
  }),
  withPair('a part of a buffer is sent as that part', async ({ near, farProbe }) => {
    const whole = patternBytes(100);
    near.sendBulk(whole.subarray(10, 30));
    await farProbe.until(() => farProbe.bulkMessages.length === 1);
    checkSameBytes(farProbe.bulkBytes, whole.slice(10, 30), 'what arrived');
  }),
  withPair('a buffer may be used again as soon as it was sent', async ({ near, farProbe }) => {
    const bytes = patternBytes(1_000);
    near.sendBulk(bytes);
    bytes.fill(0);
    await farProbe.until(() => farProbe.bulkMessages.length === 1);
    checkSameBytes(farProbe.bulkBytes, patternBytes(1_000), 'what arrived');
  }),
  withPair('the send gate closes when much is queued, and opens when it has drained', async ({ near }) => {
    await near.drained();
    fillGate(near);
    await near.drained();
    check(near.sendBulk(patternBytes(1)), 'the gate to be open');
  }),
];

const closing: readonly ContractCase<OpenLink>[] = [
  withPair('closing ends a link at once with its reason, and the other end loses it', async (pair) => {
    const reason: CloseReason = { type: 'broke-protocol', detail: 'test' };
    pair.near.close(reason);
    check(pair.near.closed.aborted, 'the link to be closed');
    checkSame(pair.nearProbe.closings, [reason], 'the end');
    await pair.farProbe.until(() => pair.farProbe.closings.length > 0);
    checkSame(pair.farProbe.closings, [lost], 'the other end');
    check(pair.far.closed.aborted, 'the other end to be closed');
  }),
  withPair('closing again does nothing', async ({ near, nearProbe }) => {
    near.close(left);
    near.close(lost);
    await Promise.resolve();
    checkSame(nearProbe.closings, [left], 'the ends');
  }),
  withPair('nothing can be sent through a closed link, and trying does no harm', async ({ near, farProbe }) => {
    near.close(left);
    near.send(chat(1, 'too late'));
    check(!near.sendBulk(patternBytes(10)), 'the gate to be closed');
    near.receiveSignal({ type: 'offer', sdp: 'nonsense' });
    await farProbe.until(() => farProbe.closings.length > 0);
    checkSame([farProbe.texts, farProbe.bulkMessages.length], [[], 0], 'what arrived');
  }),
  withPair('who waits for the gate of a closed link is told so', async ({ near }) => {
    fillGate(near);
    const waiting = rejectionOf(near.drained());
    near.close(left);
    check((await waiting) instanceof LinkClosedError, 'a LinkClosedError for who waits');
    check((await rejectionOf(near.drained())) instanceof LinkClosedError, 'a LinkClosedError for who comes later');
  }),
  withPair('a closed link tells nothing of what still comes', async ({ near, nearProbe, far, farProbe }) => {
    near.close(left);
    const before = nearProbe.order.length;
    far.send(chat(1, 'too late'));
    far.sendBulk(patternBytes(10));
    await farProbe.until(() => farProbe.closings.length > 0);
    checkSame(nearProbe.order.length, before, 'the number of events');
  }),
];

/** What `client/net/link.ts` promises. */
export const linkContract: readonly ContractCase<OpenLink>[] = [
  ...opening,
  ...control,
  ...restarting,
  ...reporting,
  ...bulk,
  ...closing,
];
