import { seededRandom } from '../support/seeded-random.ts';

/** Text as servers log it: no two lines alike, but made of what comes again and again. gzip makes it about six times smaller. */

const METHODS = ['GET', 'GET', 'GET', 'POST', 'PUT', 'DELETE'];
const PATHS = [
  '/api/v2/orders',
  '/api/v2/customers',
  '/assets/app.js',
  '/login',
  '/search',
  '/api/v2/stock',
  '/health',
];
const AGENTS = [
  'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
  'okhttp/5.1.0',
];
const WORDS = [
  'served',
  'from',
  'cache',
  'retried',
  'after',
  'timeout',
  'upstream',
  'slow',
  'query',
  'session',
  'renewed',
];
const STATUSES = [200, 200, 200, 200, 201, 204, 304, 401, 404, 500];
const BEGAN_AT = Date.UTC(2026, 0, 1);
const RANDOM_BYTES_OF_LINE = 24;

/** Lines of a log, each with its line feed; the same for the same seed. */
export function* logLines(seed: number): Generator<string, never> {
  const randomBytes = seededRandom(seed);
  let at = BEGAN_AT;
  for (;;) {
    const bytes = randomBytes(RANDOM_BYTES_OF_LINE);
    const byte = (index: number) => bytes[index] ?? 0;
    const pick = <Item>(items: readonly Item[], index: number) => items[byte(index) % items.length] as Item;
    at += byte(0);
    const address = `10.${byte(1) % 4}.${byte(2) % 16}.${byte(3)}`;
    const request = `${pick(METHODS, 4)} ${pick(PATHS, 5)}/${byte(6) * 256 + byte(7)}`;
    const id = Buffer.from(bytes.subarray(8, 14)).toString('hex');
    const said = [14, 15, 16, 17].map((index) => pick(WORDS, index)).join(' ');
    yield `${new Date(at).toISOString()} ${address} "${request} HTTP/1.1" ${pick(STATUSES, 18)} ${byte(19) * byte(20)} ${byte(21) + byte(22)}ms id=${id} "${pick(AGENTS, 23)}" ${said}\n`;
  }
}

/** A log of exactly so many bytes, all of them in memory; its last line may be cut. */
export function logText(totalBytes: number, seed: number): string {
  let text = '';
  for (const line of logLines(seed)) {
    text += line;
    if (text.length >= totalBytes) break;
  }
  return text.slice(0, totalBytes);
}
