import { beforeEach, describe, expect, test } from 'vitest';
import type { IncomingView, OutgoingView } from '../../../client/state/views.ts';
import type { TransferId } from '../../../shared/ids.ts';
import { bytesOf, fakeFile } from '../../support/fake-files.ts';
import { SessionLab, type SessionPerson } from '../../support/session-lab.ts';
import { settle } from '../../support/watch.ts';

let lab: SessionLab;
let ann: SessionPerson;
let ben: SessionPerson;
let cleo: SessionPerson;

beforeEach(async () => {
  lab = await SessionLab.create();
  [ann, ben, cleo] = (await lab.gather('Ann', 'Ben', 'Cleo')) as [SessionPerson, SessionPerson, SessionPerson];
});

const files = [fakeFile('a.txt', 1_000), fakeFile('b.txt', 0)];

const outgoing = (person: SessionPerson) => person.cards[0] as OutgoingView;
const incoming = (person: SessionPerson) => person.cards[0] as IncomingView;

async function offered(person: SessionPerson): Promise<TransferId> {
  await person.until(() => person.cards.length === 1);
  return incoming(person).id;
}

const statusesAt = (person: SessionPerson) =>
  Object.fromEntries(outgoing(person).recipients.map(({ name, state }) => [name, state.status]));

const untilStatus = (person: SessionPerson, name: string, status: string) =>
  person.until(() => statusesAt(person)[name] === status);

describe('files', () => {
  test('are offered to everybody who is connected, with a card on each side', async () => {
    await ann.do({ type: 'offer-files', files, to: 'everyone' });
    await Promise.all([offered(ben), offered(cleo)]);
    const summary = { fileCount: 2, totalBytes: 1_000, names: ['a.txt', 'b.txt'], id: outgoing(ann).id };
    expect(ann.cards).toEqual([
      {
        ...summary,
        direction: 'outgoing',
        recipients: [
          { peerId: ben.peerId, name: 'Ben', state: { status: 'waiting' } },
          { peerId: cleo.peerId, name: 'Cleo', state: { status: 'waiting' } },
        ],
      },
    ]);
    const destination = { place: 'memory', reason: 'this is a test' };
    expect(ben.cards).toEqual([
      { ...summary, direction: 'incoming', sender: 'Ann', state: { status: 'offered', destination } },
    ]);
    for (const person of [ann, ben, cleo]) {
      expect(person.stores.conversation.get().at(-1)).toMatchObject({ type: 'transfer', transfer: summary.id });
    }
  });

  test('are offered to those who were chosen, and nobody else hears of it', async () => {
    await ann.do({ type: 'offer-files', files, to: [ben.peerId] });
    await offered(ben);
    await settle();
    expect(cleo.cards).toEqual([]);
    expect(outgoing(ann).recipients.map(({ name }) => name)).toEqual(['Ben']);
  });

  test('are saved by whoever accepts them', async () => {
    await ann.do({ type: 'offer-files', files, to: 'everyone' });
    const transfer = await offered(ben);
    await ben.do({ type: 'accept-offer', transfer });
    await untilStatus(ann, 'Ben', 'saved');
    expect(statusesAt(ann)).toEqual({ Ben: 'saved', Cleo: 'waiting' });
    expect(incoming(ben).state).toMatchObject({ status: 'saved', canSaveAgain: true });
    const [saved] = ben.downloads;
    expect(saved?.map(({ name }) => name)).toEqual(['a.txt', 'b.txt']);
    expect(Buffer.compare(await bytesOf(...(saved ?? []).map(({ blob }) => blob)), await bytesOf(...files))).toBe(0);
    await ben.do({ type: 'save-again', transfer });
    expect(ben.downloads).toHaveLength(2);
  });

  test('can be declined', async () => {
    await ann.do({ type: 'offer-files', files, to: 'everyone' });
    await ben.do({ type: 'decline-offer', transfer: await offered(ben) });
    await untilStatus(ann, 'Ben', 'declined');
    expect(incoming(ben).state).toEqual({ status: 'declined' });
  });

  test('can be cancelled by the sender, for everybody', async () => {
    await ann.do({ type: 'offer-files', files, to: 'everyone' });
    await Promise.all([offered(ben), offered(cleo)]);
    await ann.do({ type: 'cancel-transfer', transfer: outgoing(ann).id });
    for (const person of [ben, cleo]) {
      await person.until(() => incoming(person).state.status === 'cancelled');
      expect(incoming(person).state).toEqual({ status: 'cancelled', by: 'sender' });
    }
    expect(statusesAt(ann)).toEqual({ Ben: 'cancelled', Cleo: 'cancelled' });
  });

  test('can be cancelled by a recipient, and go on for the others', async () => {
    ben.sinks.prepare = (sink) => sink.hold();
    await ann.do({ type: 'offer-files', files, to: 'everyone' });
    const transfer = await offered(ben);
    await offered(cleo);
    void ben.do({ type: 'accept-offer', transfer });
    await ben.until(() => incoming(ben).state.status === 'receiving');
    await ben.do({ type: 'cancel-transfer', transfer });
    await untilStatus(ann, 'Ben', 'cancelled');
    await cleo.do({ type: 'accept-offer', transfer });
    await untilStatus(ann, 'Cleo', 'saved');
  });

  test('are named after their sender when the person wants that', async () => {
    await ben.do({ type: 'change-settings', changes: { senderInFileNames: true } });
    await ann.do({ type: 'offer-files', files: [fakeFile('a.txt', 1)], to: 'everyone' });
    await ben.do({ type: 'accept-offer', transfer: await offered(ben) });
    expect(ben.sinks.requests).toEqual([{ fileName: 'Ann - a.txt' }]);
    expect(ben.downloads[0]?.[0]?.name).toBe('Ann - a.txt');
  });

  test('fail on their cards when the link is lost', async () => {
    await ann.do({ type: 'offer-files', files, to: 'everyone' });
    await offered(ben);
    ann.endTo(ben).breakDown();
    expect(statusesAt(ann)).toEqual({ Ben: 'failed', Cleo: 'waiting' });
    expect(incoming(ben).state.status).toBe('failed');
  });

  test('that were being listed when the room was left turn up in no other room', async () => {
    const offering = ann.do({ type: 'offer-files', files, to: 'everyone' });
    await ann.do({ type: 'leave-room' });
    await ann.do({ type: 'create-room' });
    await offering;
    expect(ann.cards).toEqual([]);
  });

  test('are cancelled on their cards when somebody leaves', async () => {
    await ann.do({ type: 'offer-files', files, to: 'everyone' });
    await Promise.all([offered(ben), offered(cleo)]);
    await ben.do({ type: 'leave-room' });
    await untilStatus(ann, 'Ben', 'cancelled');
    await ann.do({ type: 'leave-room' });
    await cleo.until(() => incoming(cleo).state.status === 'cancelled');
  });

  test('fail on their cards when their sender breaks the protocol', async () => {
    await ann.do({ type: 'offer-files', files, to: 'everyone' });
    await offered(ben);
    ann.endTo(ben).injectControl('nonsense');
    await ben.until(() => incoming(ben).state.status === 'failed');
  });

  test('show no cards of an earlier room', async () => {
    await ann.do({ type: 'offer-files', files, to: 'everyone' });
    await ann.do({ type: 'leave-room' });
    await ann.do({ type: 'create-room' });
    expect(ann.cards).toEqual([]);
  });
});

describe('files that cannot be offered', () => {
  test('because nobody is connected say so', async () => {
    const dan = lab.add('Dan');
    await dan.do({ type: 'create-room' });
    await dan.do({ type: 'offer-files', files, to: 'everyone' });
    expect(dan.problems).toEqual([expect.stringContaining('Nobody is connected')]);
    expect(dan.cards).toEqual([]);
  });

  test('because those who were chosen are gone say so', async () => {
    const { peerId } = ben;
    await ben.do({ type: 'leave-room' });
    await ann.until(() => ann.person('Ben') === undefined);
    await ann.do({ type: 'offer-files', files, to: [peerId] });
    expect(ann.problems).toEqual([expect.stringContaining('Nobody is connected')]);
  });

  test('because there are none say so', async () => {
    await ann.do({ type: 'offer-files', files: [], to: 'everyone' });
    expect(ann.problems).toEqual([expect.stringContaining('no file')]);
    expect(ann.cards).toEqual([]);
  });
});
