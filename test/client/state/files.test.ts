import { beforeEach, describe, expect, test } from 'vitest';
import type { IncomingView, OutgoingView } from '../../../client/state/views.ts';
import type { TransferId } from '../../../shared/ids.ts';
import { bytesOf, chosen, fakeFile } from '../../support/fake-files.ts';
import { linked, SessionLab, type SessionPerson } from '../../support/session-lab.ts';
import { settle } from '../../support/watch.ts';

let lab: SessionLab;
let ann: SessionPerson;
let ben: SessionPerson;
let cleo: SessionPerson;

beforeEach(async () => {
  lab = await SessionLab.create();
  [ann, ben, cleo] = (await lab.gather('Ann', 'Ben', 'Cleo')) as [SessionPerson, SessionPerson, SessionPerson];
});

const picked = [fakeFile('a.txt', 1_000), fakeFile('b.txt', 0)];
const files = chosen(...picked);

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
    const summary = {
      fileCount: 2,
      folderCount: 0,
      totalBytes: 1_000,
      names: ['a.txt', 'b.txt'],
      id: outgoing(ann).id,
    };
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
      {
        ...summary,
        direction: 'incoming',
        sender: 'Ann',
        senderId: ann.peerId,
        state: { status: 'offered', destination, files: { status: 'unlisted' } },
      },
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
    expect(Buffer.compare(await bytesOf(...(saved ?? []).map(({ blob }) => blob)), await bytesOf(...picked))).toBe(0);
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

  test('are accepted unasked from recognised people alone, and only when the person wants that', async () => {
    const again = async (person: SessionPerson) => {
      await person.do({ type: 'leave-room' });
      await settle();
      await person.do({ type: 'join-room', code: ben.code });
    };
    const statusFrom = async (sender: SessionPerson, name: string) => {
      await sender.do({ type: 'offer-files', files: chosen(fakeFile(name, 10)), to: [ben.peerId] });
      const card = () => ben.cards.find(({ names }) => names[0] === name) as IncomingView | undefined;
      await ben.until(() => card() !== undefined);
      await settle();
      return [card()?.state.status, card()?.isUnasked];
    };
    await again(ann);
    await linked(ann, ben, cleo);
    expect(await statusFrom(ann, 'before')).toEqual(['offered', undefined]);
    await ben.do({ type: 'change-settings', changes: { acceptFromRecognised: true } });
    expect(await statusFrom(ann, 'recognised')).toEqual(['saved', true]);
    expect(await statusFrom(cleo, 'new')).toEqual(['offered', undefined]);
    const other = lab.add('Ann');
    await other.do({ type: 'join-room', code: ben.code });
    await linked(ann, ben, cleo, other);
    expect(await statusFrom(other, 'other key')).toEqual(['offered', undefined]);
  });

  test('are named after their sender when the person wants that', async () => {
    await ben.do({ type: 'change-settings', changes: { senderInFileNames: true } });
    await ann.do({ type: 'offer-files', files: chosen(fakeFile('a.txt', 1)), to: 'everyone' });
    await ben.do({ type: 'accept-offer', transfer: await offered(ben) });
    await untilStatus(ann, 'Ben', 'saved');
    expect(ben.sinks.choices).toEqual([{ fileName: 'Ann - a.txt', totalBytes: 1, saveTo: 'best' }]);
    expect(ben.downloads[0]?.[0]?.name).toBe('Ann - a.txt');
  });

  test('are offered again on the same card when the link was lost before an answer', async () => {
    await ann.do({ type: 'offer-files', files, to: 'everyone' });
    const transfer = await offered(ben);
    ann.endTo(ben).breakDown();
    await untilStatus(ann, 'Ben', 'held');
    expect(statusesAt(ann)).toEqual({ Ben: 'held', Cleo: 'waiting' });
    expect(incoming(ben).state.status).toBe('failed');
    await linked(ann, ben, cleo);
    await ben.until(() => incoming(ben).state.status === 'offered');
    await ben.do({ type: 'accept-offer', transfer });
    await untilStatus(ann, 'Ben', 'saved');
    expect([ann.cards.length, ben.cards.length]).toEqual([1, 1]);
  });

  test('can be listed before they are accepted', async () => {
    await ann.do({ type: 'offer-files', files, to: 'everyone' });
    const transfer = await offered(ben);
    await ben.do({ type: 'list-files', transfer });
    const listed = picked.map(({ name, size }) => ({ path: name, size }));
    expect(incoming(ben).state).toMatchObject({ files: { status: 'listed', files: listed } });
    await ben.do({ type: 'accept-offer', transfer, selection: new Set([1]) });
    await untilStatus(ann, 'Ben', 'saved');
    expect(ben.downloads[0]?.map(({ name }) => name)).toEqual(['b.txt']);
  });

  test('can be paused and resumed by either side', async () => {
    ben.sinks.prepare = (sink) => sink.hold();
    await ann.do({ type: 'offer-files', files, to: [ben.peerId] });
    const transfer = await offered(ben);
    await ben.do({ type: 'accept-offer', transfer });
    await ben.until(() => incoming(ben).state.status === 'receiving');
    await ann.do({ type: 'pause-transfer', transfer });
    await ben.until(() => incoming(ben).state.status === 'held');
    expect(incoming(ben).state).toMatchObject({ hold: 'paused-by-other' });
    await ann.do({ type: 'resume-transfer', transfer });
    await ben.until(() => incoming(ben).state.status === 'receiving');
    void ben.do({ type: 'pause-transfer', transfer });
    await untilStatus(ann, 'Ben', 'held');
    expect(outgoing(ann).recipients[0]?.state).toMatchObject({ hold: 'paused-by-other' });
    ben.sinks.sinks.get(transfer)?.release();
    await ben.do({ type: 'resume-transfer', transfer });
    await untilStatus(ann, 'Ben', 'saved');
  });

  test('that were being listed when the room was left wait for those who were there', async () => {
    const offering = ann.do({ type: 'offer-files', files, to: 'everyone' });
    await ann.do({ type: 'leave-room' });
    await ann.do({ type: 'create-room' });
    await offering;
    expect(statusesAt(ann)).toEqual({ Ben: 'held', Cleo: 'held' });
  });

  test('wait on their sender’s card for somebody who leaves, and are gone for the others when the sender does', async () => {
    await ann.do({ type: 'offer-files', files, to: 'everyone' });
    await Promise.all([offered(ben), offered(cleo)]);
    await ben.do({ type: 'leave-room' });
    await untilStatus(ann, 'Ben', 'held');
    await ann.do({ type: 'leave-room' });
    await cleo.until(() => incoming(cleo).state.status === 'cancelled');
  });

  test('fail on their cards when their sender breaks the protocol', async () => {
    await ann.do({ type: 'offer-files', files, to: 'everyone' });
    await offered(ben);
    ann.endTo(ben).injectControl('nonsense');
    await ben.until(() => incoming(ben).state.status === 'failed');
  });
});

describe('in another room', () => {
  test('open cards go along, and ended ones do not', async () => {
    await ann.do({ type: 'offer-files', files, to: [ben.peerId] });
    await ben.do({ type: 'decline-offer', transfer: await offered(ben) });
    await untilStatus(ann, 'Ben', 'declined');
    await ann.do({ type: 'offer-files', files, to: [cleo.peerId] });
    const open = ann.cards[1]?.id;
    await ann.do({ type: 'leave-room' });
    expect(ann.cards.map(({ id }) => id)).toEqual([open]);
    await ann.do({ type: 'create-room' });
    expect(ann.stores.conversation.get().filter(({ type }) => type === 'transfer')).toMatchObject([{ transfer: open }]);
  });

  test('what has begun goes on as soon as both are there', async () => {
    const transfer = await begun();
    const code = await meetElsewhere();
    expect(incoming(ben).state).toMatchObject({ status: 'held', hold: 'no-link' });
    ben.sinks.sinks.get(transfer)?.release();
    await ben.do({ type: 'join-room', code });
    await untilStatus(ann, 'Ben', 'saved');
    expect(incoming(ben).state.status).toBe('saved');
  });

  test('what has begun goes on with a new page, too', async () => {
    await begun();
    const code = await meetElsewhere();
    const page = lab.add('Ben', { disk: ben.disk });
    ben.sinks.prepare = () => undefined;
    await page.session.restore();
    expect(page.cards).toMatchObject([{ direction: 'incoming', sender: 'Ann', state: { status: 'held' } }]);
    await page.do({ type: 'join-room', code });
    await untilStatus(ann, 'Ben', 'saved');
    expect(page.downloads).toHaveLength(1);
  });

  test('a sender with a new page chooses the files again', async () => {
    const transfer = await begun();
    const page = lab.add('Ann', { disk: ann.disk });
    await page.session.restore();
    expect(outgoing(page).filesProblem).toContain('Choose the same files again');
    await ben.do({ type: 'leave-room' });
    await page.do({ type: 'create-room' });
    await ben.do({ type: 'join-room', code: page.code });
    await ben.until(() => incoming(ben).state.status === 'held' && heldBy(ben) === 'no-files');
    ben.sinks.sinks.get(transfer)?.release();
    await page.do({ type: 'resume-transfer', transfer, files });
    await untilStatus(page, 'Ben', 'saved');
    expect(outgoing(page).filesProblem).toBeUndefined();
  });

  const heldBy = (person: SessionPerson) => {
    const { state } = incoming(person);
    return state.status === 'held' ? state.hold : undefined;
  };

  /** Ben has begun to receive Ann’s files, and nothing of them is saved. */
  async function begun(): Promise<TransferId> {
    ben.sinks.prepare = (sink) => sink.hold();
    await ann.do({ type: 'offer-files', files, to: [ben.peerId] });
    const transfer = await offered(ben);
    await ben.do({ type: 'accept-offer', transfer });
    await ben.until(() => incoming(ben).state.status === 'receiving');
    return transfer;
  }

  /** Ann is in a new room, and Ben in none. Answers its code. */
  async function meetElsewhere(): Promise<string> {
    await Promise.all([ann.do({ type: 'leave-room' }), ben.do({ type: 'leave-room' })]);
    await ann.do({ type: 'create-room' });
    return ann.code;
  }
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
    await ann.do({ type: 'offer-files', files: chosen(), to: 'everyone' });
    expect(ann.problems).toEqual([expect.stringContaining('no file')]);
    expect(ann.cards).toEqual([]);
  });
});
