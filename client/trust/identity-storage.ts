import * as v from 'valibot';
import { fromHex, type RandomBytes, toHex } from '../../shared/random.ts';
import { createIdentity, type Identity, identityOf } from './identity.ts';

const KEY = 'lanline-identity-key';

const storedSchema = v.object({ secretKey: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) });

/** The part of `localStorage` that is needed, which all tabs share; it may throw where the browser forbids storage. */
export type IdentityStorage = Pick<Storage, 'getItem' | 'setItem'>;

/** Who this browser is: made at its first visit, and where storage is forbidden at each. */
export function loadIdentity(storage: IdentityStorage, randomBytes: RandomBytes): Identity {
  const stored = readStored(storage);
  if (stored !== undefined) return stored;
  const identity = createIdentity(randomBytes);
  try {
    storage.setItem(KEY, JSON.stringify({ secretKey: toHex(identity.secretKey) }));
  } catch {
    // Storage is forbidden or full: the identity holds for this page, which is all that can be done.
  }
  return identity;
}

function readStored(storage: IdentityStorage): Identity | undefined {
  try {
    const parsed = v.safeParse(storedSchema, JSON.parse(storage.getItem(KEY) ?? 'null'));
    return parsed.success ? identityOf(fromHex(parsed.output.secretKey)) : undefined;
  } catch {
    return undefined;
  }
}
