import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { createIdentity, identityOf, isSignedBy, sign } from '../../../client/trust/identity.ts';
import { type IdentityStorage, loadIdentity } from '../../../client/trust/identity-storage.ts';
import { utf8 } from '../../../client/trust/octet-strings.ts';
import { identityKeySchema } from '../../../shared/ids.ts';
import { fromHex, toHex } from '../../../shared/random.ts';
import { createFakeRandom } from '../../support/fake-random.ts';
import { FakeTabStorage } from '../../support/fake-tab-storage.ts';

const message = utf8('message');

describe('an identity', () => {
  test('signs what others can verify by its public key', () => {
    const identity = createIdentity(createFakeRandom());
    const signature = sign(identity, message);
    expect(isSignedBy(identity.publicKey, message, signature)).toBe(true);
    expect(isSignedBy(identity.publicKey, utf8('another'), signature)).toBe(false);
    expect(
      isSignedBy(
        identity.publicKey,
        message,
        signature.map((octet) => octet ^ 1),
      ),
    ).toBe(false);
  });

  test('is not somebody else', () => {
    const randomBytes = createFakeRandom();
    const [ann, ben] = [createIdentity(randomBytes), createIdentity(randomBytes)];
    expect(isSignedBy(ben.publicKey, message, sign(ann, message))).toBe(false);
  });

  test('is what RFC 8032 says, in its second test', () => {
    const secretKey = fromHex('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb');
    const identity = identityOf(secretKey);
    expect(identity.publicKey).toBe('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c');
    expect(toHex(sign(identity, fromHex('72')))).toBe(
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    );
  });

  test.each([
    ['is no point', '02'.padEnd(64, '0')],
    ['is the identity element, by which anybody could sign', '01'.padEnd(64, '0')],
  ])('cannot have a key that %s', (_what, key) => {
    const forged = new Uint8Array(64);
    forged[0] = 1;
    expect(isSignedBy(v.parse(identityKeySchema, key), message, forged)).toBe(false);
  });
});

describe('the identity of a browser', () => {
  test('is made at the first visit and kept for the next one', () => {
    const storage = new FakeTabStorage();
    const randomBytes = createFakeRandom();
    const identity = loadIdentity(storage, randomBytes);
    expect(loadIdentity(storage, randomBytes)).toEqual(identity);
  });

  test('is the same in a copy of a tab', () => {
    const storage = new FakeTabStorage();
    const identity = loadIdentity(storage, createFakeRandom());
    expect(loadIdentity(storage.copy(), createFakeRandom())).toEqual(identity);
  });

  test.each([
    ['no JSON', '{'],
    ['of another shape', '{"secretKey":5}'],
    ['of another length', '{"secretKey":"00"}'],
  ])('is made anew when what is stored is %s, and kept', (_what, text) => {
    const storage = new FakeTabStorage([['lanline-identity-key', text]]);
    const randomBytes = createFakeRandom();
    const identity = loadIdentity(storage, randomBytes);
    expect(loadIdentity(storage, randomBytes)).toEqual(identity);
  });

  test('holds for the page where storage is forbidden', () => {
    const forbidden = () => {
      throw new Error('storage is forbidden');
    };
    const storage: IdentityStorage = { getItem: forbidden, setItem: forbidden };
    expect(loadIdentity(storage, createFakeRandom()).publicKey).toMatch(/^[0-9a-f]{64}$/);
  });
});
