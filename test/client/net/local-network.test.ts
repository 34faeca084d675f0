import { expect, test } from 'vitest';
import { isLocalNetworkDenied } from '../../../client/net/local-network.ts';

/** A browser that knows these permissions. */
const browserWith = (states: Readonly<Record<string, PermissionState>>) => ({
  query: ({ name }: { readonly name: string }) => {
    const state = states[name];
    if (state === undefined) return Promise.reject(new TypeError('no such permission'));
    return Promise.resolve({ state } as PermissionStatus);
  },
});

test.each<readonly [states: Readonly<Record<string, PermissionState>>, denied: boolean]>([
  [{}, false],
  [{ 'local-network-access': 'prompt' }, false],
  [{ 'local-network-access': 'granted', 'local-network': 'granted' }, false],
  [{ 'local-network-access': 'denied' }, true],
  [{ 'local-network': 'denied', 'local-network-access': 'prompt' }, true],
])('with %j it is denied: %s', async (states, denied) => {
  expect(await isLocalNetworkDenied(browserWith(states))).toBe(denied);
});

test('a browser without permissions denies nothing', async () => {
  expect(await isLocalNetworkDenied(undefined)).toBe(false);
});

test('other troubles are not taken for an answer', async () => {
  const broken = { query: () => Promise.reject(new DOMException('no document', 'InvalidStateError')) };
  await expect(isLocalNetworkDenied(broken)).rejects.toThrow('no document');
});
