import fc from 'fast-check';
import { test } from 'vitest';
import { STUN_REQUEST_BYTES_MAX } from '../../shared/limits.ts';
import { answerBinding } from '../../signaling/stun.ts';
import { mappedEndpoint, stunAttribute, stunMessage, withFingerprint } from '../support/stun-messages.ts';
import { fuzz } from './fuzz.ts';

/** Anything as a datagram, 100,000 times each: no exception escapes, and no packet is answered by one twice as long. */

const sources = [
  { address: '192.0.2.1', port: 32_853 },
  { address: '2001:db8::7', port: 1 },
  { address: '::ffff:192.0.2.1', port: 65_535 },
  { address: 'fe80::1%eth0', port: 5_000 },
  { address: '192.0.2.1', port: 0 },
] as const;
const source = fc.constantFrom(...sources);

const transactionId = fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => Buffer.from(bytes));
const attribute = fc
  .tuple(fc.oneof(fc.constantFrom(0x0006, 0x0024, 0x8022, 0x8028), fc.nat(0xffff)), fc.nat(12))
  .map(([type, length]) => stunAttribute(type, Buffer.alloc(length, type)));
const message = fc
  .tuple(transactionId, fc.array(attribute, { maxLength: 4 }), fc.boolean())
  .map(([id, attributes, isFingerprinted]) => {
    const bare = stunMessage({ transactionId: id, attributes });
    return isFingerprinted ? withFingerprint(bare) : bare;
  });
const cut = fc.tuple(message, fc.nat()).map(([bytes, end]) => bytes.subarray(0, end % bytes.length));
const flipped = fc.tuple(message, fc.nat(), fc.nat(0xff)).map(([bytes, offset, byte]) => {
  const changed = Buffer.from(bytes);
  changed[offset % changed.length] = byte;
  return changed;
});
const garbage = fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes));
const long = fc.nat(2 * STUN_REQUEST_BYTES_MAX).map((length) => Buffer.alloc(length, 1));

/** The headers of UDP and IPv4, which every packet has besides. */
const HEADERS = 28;

const expectHarmless = (datagram: Buffer, from: (typeof sources)[number]) => {
  const answer = answerBinding(datagram, from);
  if (HEADERS + (answer?.length ?? 0) > 2 * (HEADERS + datagram.length)) throw new Error('the answer is too long');
};

test.each([
  ['arbitrary bytes', fc.oneof({ arbitrary: garbage, weight: 9 }, { arbitrary: long, weight: 1 })],
  ['a message with a byte changed', flipped],
  ['a message that is cut', cut],
  ['a message with any attributes', message],
])('%s: nothing throws, and no answer is too long', { timeout: 60_000 }, (_, datagram) => {
  fc.assert(fc.property(datagram, source, expectHarmless), fuzz);
});

test('A valid request is answered with its transaction and its source', { timeout: 60_000 }, () => {
  const from = fc.constantFrom(sources[0], sources[1]);
  fc.assert(
    fc.property(transactionId, from, fc.boolean(), (id, endpoint, isFingerprinted) => {
      const bare = stunMessage({ transactionId: id, attributes: [stunAttribute(0x8022, Buffer.alloc(0))] });
      const answer = answerBinding(isFingerprinted ? withFingerprint(bare) : bare, endpoint);
      const isSame =
        answer?.subarray(8, 20).equals(id) &&
        JSON.stringify(mappedEndpoint(answer)) === JSON.stringify({ address: endpoint.address, port: endpoint.port });
      if (!isSame) throw new Error(`answered ${answer?.toString('hex')}`);
    }),
    fuzz,
  );
});
