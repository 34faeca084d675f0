import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CONNECT_TIMEOUT_MS } from '../../../shared/limits.ts';
import { PEER_PROTOCOL_VERSION } from '../../../shared/peer-protocol.ts';
import { directRoute, relayedRoute } from '../../support/fake-link-report.ts';
import { linked, SessionLab, type SessionPerson } from '../../support/session-lab.ts';
import { settle } from '../../support/watch.ts';

let lab: SessionLab;
let ann: SessionPerson;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  lab = await SessionLab.create();
  lab.server.iceServers = [{ type: 'own-stun', port: 3000 }];
  ann = lab.add('Ann');
  await ann.do({ type: 'create-room' });
});

afterEach(() => {
  vi.useRealTimers();
});

/** Ben joins, and no packet passes between Ann and him. */
async function addUnreachable(): Promise<SessionPerson> {
  lab.network.conditions.isCut = true;
  const ben = lab.add('Ben');
  await ben.do({ type: 'join-room', code: ann.code });
  await settle();
  return ben;
}

/** The time of an attempt, and all that follows from its end. */
async function passAttempt(): Promise<void> {
  await vi.advanceTimersByTimeAsync(CONNECT_TIMEOUT_MS);
  await settle();
}

const stateOf = (person: SessionPerson) => person.stores.people.get()[1]?.state;

test('somebody who cannot be reached is shown with what it looks like, and one line says so', async () => {
  const ben = await addUnreachable();
  await passAttempt();
  const problem =
    /^Cannot connect to somebody at 192\.168\.1\.\d+:\d+: both devices reach the server.*client isolation/;
  for (const person of [ann, ben]) {
    expect(stateOf(person)).toEqual({ status: 'cannot-connect', reason: expect.stringMatching(/client isolation/) });
    expect(person.problems).toEqual([expect.stringMatching(problem)]);
  }
  await passAttempt();
  await passAttempt();
  for (const person of [ann, ben]) expect(person.problems).toHaveLength(1);
});

test('another cause is another line', async () => {
  await addUnreachable();
  await passAttempt();
  lab.server.stop();
  await settle();
  await passAttempt();
  await passAttempt();
  expect(ann.problems).toHaveLength(2);
  expect(ann.problems[1]).toContain('the Lanline server cannot be reached');
});

test('once they are linked, nothing is left of it', async () => {
  const ben = await addUnreachable();
  await passAttempt();
  lab.network.conditions.isCut = false;
  ann.session.retryLinks();
  ben.session.retryLinks();
  await linked(ann, ben);
  expect(stateOf(ann)).toEqual({ status: 'connected', relayed: false });
  lab.network.conditions.isCut = true;
  ann.endTo(ben).breakDown();
  await settle();
  expect(stateOf(ann)).toEqual({ status: 'reconnecting' });
});

test('what comes of an attempt after its person left is nobody’s any more', async () => {
  await addUnreachable();
  await ann.do({ type: 'leave-room' });
  await ann.do({ type: 'create-room' });
  await passAttempt();
  expect(ann.stores.people.get()).toHaveLength(1);
  expect(ann.problems).toEqual([]);
});

test('the way that packets take is known once somebody is linked, and when it changes', async () => {
  const ben = lab.add('Ben');
  await ben.do({ type: 'join-room', code: ann.code });
  await linked(ann, ben);
  await ann.until(() => ann.person('Ben')?.roundTripMs === directRoute.roundTripMs);
  ann.endTo(ben).reroute(relayedRoute);
  await settle();
  expect(ann.person('Ben')).toMatchObject({
    state: { status: 'connected', relayed: true },
    roundTripMs: relayedRoute.roundTripMs,
  });
});

test('a link is measured anew when somebody asks', async () => {
  const ben = lab.add('Ben');
  await ben.do({ type: 'join-room', code: ann.code });
  await linked(ann, ben);
  ann.endTo(ben).route = { ...directRoute, roundTripMs: 7 };
  await ann.do({ type: 'measure-link', peerId: ben.peerId });
  expect(ann.person('Ben')?.roundTripMs).toBe(7);
});

test('/doctor prints how the browser, the server and each link stand, without addresses', async () => {
  const ben = lab.add('Ben');
  await ben.do({ type: 'join-room', code: ann.code });
  await linked(ann, ben);
  await addUnreachable();
  ann.say('/doctor');
  await ann.until(() => ann.notices.at(-1)?.startsWith('Browser:') ?? false);
  expect(ann.notices.at(-1)?.split('\n')).toEqual([
    'Browser: a browser of a test',
    `Page: not secure, protocol ${PEER_PROTOCOL_VERSION}`,
    'Server: connected · ICE servers: own-stun',
    'Local network: not denied',
    'Ben: connected',
    '· candidates from here: 1 hidden, 1 server-reflexive · from there: 1 hidden, 1 host, 1 server-reflexive',
    '· answered · pairs: 3 tried, 1 answered',
    '· route: host to host, direct · round trip: 2.0 ms',
    'Somebody: connecting',
    '· candidates from here: 1 hidden, 1 server-reflexive · from there: 1 hidden, 1 host, 1 server-reflexive',
    '· answered · pairs: 3 tried, 0 answered',
    '· no route',
  ]);
});
