import * as v from 'valibot';

const addressesSchema = v.pipe(v.array(v.pipe(v.string(), v.url())), v.minLength(1));

const loopback = /^(localhost|127\.[\d.]+|\[::1\])$/;

/**
 * The origin that neighbours can open. It is the page's own, unless that names this computer only: then the server is
 * asked for its address on the network.
 */
export async function findShareOrigin(
  { hostname, origin }: Pick<Location, 'hostname' | 'origin'>,
  fetchJson: (path: string) => Promise<unknown>,
): Promise<string> {
  if (!loopback.test(hostname)) return origin;
  try {
    const [first] = v.parse(addressesSchema, await fetchJson('/addresses'));
    return first === undefined ? origin : new URL(first).origin;
  } catch {
    // The server knows no other address, or cannot be asked: the page's own is all there is.
    return origin;
  }
}
