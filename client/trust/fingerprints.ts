/** SHA-256 of the certificate by which one end of a connection proves itself in DTLS, in lower-case hexadecimal. */
export type Fingerprint = string;

/** Those that are in force on a connection, as one end sees them. */
export interface Fingerprints {
  readonly own: Fingerprint;
  readonly other: Fingerprint;
}

/**
 * The one fingerprint that a session description names (RFC 8122, section 5); undefined when it names none by SHA-256,
 * or several: a browser would accept any of them.
 */
export function readFingerprint(sdp: string): Fingerprint | undefined {
  const lines = sdp.matchAll(/^a=fingerprint:(.*)$/gim);
  const [value, ...others] = new Set([...lines].map(([, text = '']) => text.trim().toLowerCase()));
  const hex = /^sha-256 ([0-9a-f]{2}(?::[0-9a-f]{2}){31})$/.exec(value ?? '')?.[1];
  return others.length > 0 ? undefined : hex?.replaceAll(':', '');
}
