import * as v from 'valibot';

/** What the server says of where it is: its URLs for neighbours, and whether it speaks https on the same port. */
const whereItIsSchema = v.object({ urls: v.array(v.pipe(v.string(), v.url())), https: v.boolean() });

type FetchJson = (path: string) => Promise<unknown>;

const loopback = /^(localhost|127\.[\d.]+|\[::1\])$/;

/**
 * The origin that neighbours can open. It is the page's own, unless that names this computer only: then the server is
 * asked for its address on the network.
 */
export async function findShareOrigin(
  { hostname, origin }: Pick<Location, 'hostname' | 'origin'>,
  fetchJson: FetchJson,
): Promise<string> {
  if (!loopback.test(hostname)) return origin;
  const [first] = (await askWhereItIs(fetchJson))?.urls ?? [];
  return first === undefined ? origin : new URL(first).origin;
}

/** The same page over https, if the server has that and this browser would gain by it: it is no secure context yet. */
export async function findSecureUrl(
  { hostname, port, protocol }: Pick<Location, 'hostname' | 'port' | 'protocol'>,
  isSecureContext: boolean,
  fetchJson: FetchJson,
): Promise<string | undefined> {
  if (isSecureContext || protocol !== 'http:') return undefined;
  const hasHttps = (await askWhereItIs(fetchJson))?.https ?? false;
  return hasHttps ? new URL(`https://${hostname}:${port || '80'}/`).href : undefined;
}

/** Undefined when the server cannot be asked, or answers something else: then what the page knows is all there is. */
async function askWhereItIs(fetchJson: FetchJson): Promise<v.InferOutput<typeof whereItIsSchema> | undefined> {
  const answer = await fetchJson('/addresses').catch(() => undefined);
  const parsed = v.safeParse(whereItIsSchema, answer);
  return parsed.success ? parsed.output : undefined;
}
