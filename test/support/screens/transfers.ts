import type { Person } from '../person.ts';
import { releaseSink } from '../slow-sink.ts';
import type { Room } from './room.ts';
import type { Stage } from './stage.ts';
import type { Look } from './states.ts';

/** A slow disk has a minute's work with it. */
const LONG_BYTES = 64 * 1024 * 1024;

/** What goes well: files that come, and files that go. */
export async function walkTransfers(stage: Stage, look: Look, room: Room): Promise<void> {
  await walkOffer(stage, look, room);
  await walkReceiving(stage, look, room);
  await walkSending(stage, look, room);
}

/** An offer of several files, of which none is wanted in the end. */
async function walkOffer(stage: Stage, look: Look, { ann, ben }: Room): Promise<void> {
  await sendToAll(ben, [await stage.file('film.mp4', LONG_BYTES), await stage.file('a much longer name.txt', 1_300)]);
  await ann.button('Accept').waitFor();
  await look('offer', ann);
  await ann.button('Choose files to receive').click();
  await ann.page.getByRole('checkbox', { name: /^film/ }).waitFor();
  await look('offer-files', ann);
  await ann.button('Decline').click();
  await ann.hears('You declined.');
}

async function walkReceiving(stage: Stage, look: Look, { ann, ben }: Room): Promise<void> {
  await sendToAll(ben, await stage.file('long.bin', LONG_BYTES));
  await ann.button('Accept').click();
  await ann.page.getByRole('progressbar', { name: 'Receiving from Ben' }).waitFor();
  // The speed is known after a while.
  await cardOf(ann, 'long.bin').getByText('/s').waitFor();
  await look('receiving', ann);
  await ann.button('Leave room').click();
  await ann.button('Stay').waitFor();
  await look('leave-question', ann);
  await ann.button('Stay').click();
  await ann.button('Pause').click();
  await ann.hears('You paused it.');
  await look('paused', ann);
  await releaseSink(ann.page);
  await ann.button('Resume').click();
  await ann.hears('Verified and saved');
  await look('received', ann);
}

/** A page that is loaded again has lost the files that it sends. */
async function walkSending(stage: Stage, look: Look, { ann, ben, cleo }: Room): Promise<void> {
  const file = await stage.file('sent.bin', LONG_BYTES);
  await sendToAll(ann, file);
  await cardOf(ben, 'sent.bin').getByRole('button', { name: 'Accept' }).click();
  await ann.page.getByRole('progressbar', { name: 'Sending to Ben' }).waitFor();
  await cardOf(ann, 'sent.bin').getByText('/s').waitFor();
  await look('sending', ann);
  await cardOf(cleo, 'sent.bin').getByRole('button', { name: 'Decline' }).click();
  await cardOf(ann, 'sent.bin').getByText('Declined').waitFor();
  await ann.page.reload();
  await ann.connectedTo(ben.name, cleo.name);
  await ann.hears('Choose the same files again');
  await look('choose-again', ann);
  await releaseSink(ben.page);
  await ann.chooseAgain(file);
  await cardOf(ann, 'sent.bin').getByText('Verified and saved').waitFor();
  await look('sent', ann);
}

const cardOf = ({ page }: Person, file: string) => page.getByRole('article', { name: file });

async function sendToAll(person: Person, files: string | readonly string[]): Promise<void> {
  await person.chooseFiles(files);
  await person.button('Send now').click();
}
