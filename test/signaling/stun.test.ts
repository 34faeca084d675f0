import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { STUN_REQUEST_BYTES_MAX } from '../../shared/limits.ts';
import { answerBinding, fingerprintOf, parseBindingRequest } from '../../signaling/stun.ts';
import { attributesOf, mappedEndpoint, stunAttribute, stunMessage, withFingerprint } from '../support/stun-messages.ts';

/** RFC 5769, section 2: a request with all that ICE adds, and two responses to it. */
const sampleRequest = fromHex(`
  00010058 2112a442 b7e7a701bc34d686fa87dfae
  80220010 5354554e207465737420636c69656e74
  00240004 6e0001ff
  80290008 932ff9b151263b36
  00060009 6576746a3a68367659202020
  00080014 9aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2
  80280004 e57a3bcf`);
const sampleIpv4Response = fromHex(`
  0101003c 2112a442 b7e7a701bc34d686fa87dfae
  8022000b 7465737420766563746f7220
  00200008 0001a147e112a643
  00080014 2b91f599fd9e90c38c7489f92af9ba53f06be7d7
  80280004 c07d4c96`);
const sampleIpv6Response = fromHex(`
  01010048 2112a442 b7e7a701bc34d686fa87dfae
  8022000b 7465737420766563746f7220
  00200014 0002a1470113a9faa5d3f179bc25f4b5bed2b9d9
  00080014 a382954e4be67bf11784c97c8292c275bfe3ed41
  80280004 c8fb0b4c`);

const transactionId = sampleRequest.subarray(8, 20);
const ipv4 = { address: '192.0.2.1', port: 32_853 };
const ipv6 = { address: '2001:db8:1234:5678:11:2233:4455:6677', port: 32_853 };
const bare = stunMessage({ transactionId });
const named = stunMessage({ transactionId, attributes: [stunAttribute(0x8022, Buffer.alloc(0))] });

function fromHex(text: string): Buffer {
  return Buffer.from(text.replace(/\s/g, ''), 'hex');
}

const change = (message: Buffer, offset: number, byte: number) => {
  const changed = Buffer.from(message);
  changed[offset] = byte;
  return changed;
};

const valueIn = (message: Buffer | undefined, type: number) =>
  message && attributesOf(message).find((attribute) => attribute.type === type)?.value;

describe('the samples of RFC 5769', () => {
  test('have the fingerprints that are computed here', () => {
    for (const sample of [sampleRequest, sampleIpv4Response, sampleIpv6Response]) {
      expect(fingerprintOf(sample.subarray(0, -8))).toBe(sample.readUInt32BE(sample.length - 4));
    }
  });

  test('have a request that is understood but for the priority that ICE adds', () => {
    expect(parseBindingRequest(sampleRequest)).toEqual({ transactionId, unknown: [0x0024] });
  });

  test.each([
    ['IPv4', ipv4, sampleIpv4Response],
    ['IPv6', ipv6, sampleIpv6Response],
  ])('have the mapped address of %s that is answered here', (_, source, sample) => {
    expect(valueIn(answerBinding(named, source), 0x0020)).toEqual(valueIn(sample, 0x0020));
  });
});

describe('a Binding request', () => {
  test('of 20 bytes from IPv4 is answered in 40 bytes, with a right fingerprint', () => {
    const answer = answerBinding(bare, ipv4);
    expect(answer?.toString('hex')).toMatch(
      /^010100142112a442b7e7a701bc34d686fa87dfae002000080001a147e112a64380280004/,
    );
    expect(answer).toHaveLength(40);
    expect(valueIn(answer, 0x8028)?.readUInt32BE()).toBe(answer && fingerprintOf(answer.subarray(0, -8)));
  });

  test('of 20 bytes from IPv6 is answered in 52 bytes, with a fingerprint', () => {
    const answer = answerBinding(bare, ipv6);
    expect(answer).toHaveLength(52);
    expect(answer && attributesOf(answer).map(({ type }) => type)).toEqual([0x0020, 0x8028]);
  });

  test('from an IPv4-mapped IPv6 address is one from IPv4', () => {
    expect(answerBinding(bare, { ...ipv4, address: '::ffff:192.0.2.1' })).toEqual(answerBinding(bare, ipv4));
  });

  test('from a link-local address is answered without the zone', () => {
    const answer = answerBinding(named, { address: 'fe80::1%eth0', port: 1 });
    expect(answer && mappedEndpoint(answer)).toEqual({ address: 'fe80::1', port: 1 });
  });

  test('may have attributes that need not be understood, and those of any STUN', () => {
    const attributes = [stunAttribute(0x8022, Buffer.from('otter')), stunAttribute(0x0006, Buffer.from('ann'))];
    const answer = answerBinding(stunMessage({ attributes }), ipv4);
    expect(answer && mappedEndpoint(answer)).toEqual(ipv4);
  });

  test('with attributes that are unknown and must be understood is refused with their names', () => {
    const attributes = [0x0024, 0x7fff, 0x0024].map((type) => stunAttribute(type, Buffer.alloc(0)));
    const answer = answerBinding(stunMessage({ transactionId, attributes }), ipv4);
    expect(answer?.subarray(0, 2)).toEqual(fromHex('0111'));
    expect(answer?.subarray(8, 20)).toEqual(transactionId);
    expect(valueIn(answer, 0x0009)).toEqual(fromHex('00000414'));
    expect(valueIn(answer, 0x000a)).toEqual(fromHex('00247fff'));
    expect(answer && fingerprintOf(answer.subarray(0, -8))).toBe(valueIn(answer, 0x8028)?.readUInt32BE());
  });

  test('with one such attribute and nothing else is refused, too', () => {
    const answer = answerBinding(stunMessage({ attributes: [stunAttribute(0x0024, Buffer.alloc(0))] }), ipv4);
    expect(valueIn(answer, 0x000a)).toEqual(fromHex('0024'));
  });
});

describe('no answer gets', () => {
  const long = (bytes: number) => stunMessage({ attributes: [stunAttribute(0x8022, Buffer.alloc(bytes - 24))] });
  const fingerprinted = withFingerprint(bare);

  test.each([
    ['an empty datagram', Buffer.alloc(0)],
    ['a truncated header', bare.subarray(0, 16)],
    ['a Binding indication', change(bare, 1, 0x11)],
    ['a success response', sampleIpv4Response],
    ['an error response', change(change(bare, 0, 0x01), 1, 0x11)],
    ['another method', change(bare, 1, 0x03)],
    ['a type that is none of STUN', change(bare, 0, 0x80)],
    ['another cookie', change(bare, 4, 0)],
    ['a length beyond the end', change(bare, 3, 4)],
    ['more bytes than the length says', Buffer.concat([bare, Buffer.alloc(4)])],
    ['a length that is no multiple of 4', Buffer.concat([change(bare, 3, 2), Buffer.alloc(2)])],
    ['an attribute that reaches beyond the end', stunMessage({ attributes: [fromHex('80220005 00000000')] })],
    ['a truncated sample', sampleRequest.subarray(0, -4)],
    ['a wrong fingerprint', change(fingerprinted, fingerprinted.length - 1, 0)],
    ['a sample that was changed on the way', change(sampleRequest, 30, 0)],
    ['a fingerprint that is not last', Buffer.concat([fingerprinted, fromHex('80220000')])],
    ['a fingerprint that is too short', stunMessage({ attributes: [fromHex('80280003 00000000')] })],
    ['a fingerprint without a value', stunMessage({ attributes: [fromHex('80280000')] })],
    ['a request that is too long', long(STUN_REQUEST_BYTES_MAX + 4)],
  ])('%s', (_, datagram) => {
    expect(answerBinding(datagram, ipv4)).toBeUndefined();
  });

  test('a request from port 0', () => {
    expect(answerBinding(bare, { ...ipv4, port: 0 })).toBeUndefined();
  });

  test('and the longest request gets one', () => {
    expect(answerBinding(long(STUN_REQUEST_BYTES_MAX), ipv4)).toBeDefined();
  });
});

describe('whatever comes', () => {
  const endpoint = fc.record({
    address: fc.oneof(fc.ipV4(), fc.ipV6()),
    port: fc.integer({ min: 1, max: 65_535 }),
  });
  const attribute = fc
    .tuple(fc.oneof(fc.constantFrom(0x0006, 0x0024, 0x8022, 0x8028), fc.nat(0xffff)), fc.uint8Array({ maxLength: 12 }))
    .map(([type, value]) => stunAttribute(type, Buffer.from(value)));
  const transaction = fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => Buffer.from(bytes));
  const attributes = fc.array(attribute, { maxLength: 20 });
  const wellFormed = fc.record({ transactionId: transaction, attributes }).map((parts) => stunMessage(parts));
  const broken = fc
    .tuple(wellFormed, fc.nat(), fc.nat(0xff))
    .map(([message, offset, byte]) => change(message, offset % message.length, byte));
  const garbage = fc.uint8Array({ maxLength: 700 }).map((bytes) => Buffer.from(bytes));

  test('nothing throws, and no answer is longer than twice the request', () => {
    fc.assert(
      fc.property(
        fc.oneof(garbage, broken, wellFormed, wellFormed.map(withFingerprint)),
        endpoint,
        (datagram, source) => {
          const answer = answerBinding(datagram, source);
          // 28 bytes are the headers of UDP and IPv4, which every packet has besides.
          expect(28 + (answer?.length ?? 0)).toBeLessThanOrEqual(2 * (28 + datagram.length));
        },
      ),
    );
  });

  test('a valid request is answered with its transaction and its source', () => {
    fc.assert(
      fc.property(transaction, endpoint, fc.boolean(), (id, source, fingerprinted) => {
        const request = stunMessage({ transactionId: id, attributes: [stunAttribute(0x8022, Buffer.alloc(0))] });
        const answer = answerBinding(fingerprinted ? withFingerprint(request) : request, source);
        if (answer === undefined) throw new Error('there is no answer');
        expect(answer.subarray(8, 20)).toEqual(id);
        expect(mappedEndpoint(answer)).toEqual({ ...source, address: canonical(source.address) });
      }),
    );
  });

  test('a request with unknown attributes is always refused within the bound', () => {
    const unknown = fc.integer({ min: 0x0100, max: 0x7fff }).map((type) => stunAttribute(type, Buffer.alloc(0)));
    fc.assert(
      fc.property(fc.array(unknown, { minLength: 1, maxLength: 100 }), endpoint, (list, source) => {
        expect(answerBinding(stunMessage({ attributes: list }), source)?.readUInt16BE()).toBe(0x0111);
      }),
    );
  });
});

/** One spelling for each address; an IPv4-mapped one counts as IPv4. */
function canonical(address: string): string {
  if (!address.includes(':')) return address;
  const hostname = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(hostname);
  if (mapped === null) return hostname;
  return mapped
    .slice(1)
    .map((group) => Number.parseInt(group, 16))
    .flatMap((group) => [group >> 8, group & 0xff])
    .join('.');
}
