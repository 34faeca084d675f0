import type { Person } from '../person.ts';
import type { Stage } from './stage.ts';
import type { Look } from './states.ts';

/** Who is in the room of the walk; it is Ann's page that is looked at. */
export interface Room {
  readonly ann: Person;
  readonly ben: Person;
  readonly cleo: Person;
}

const CLEO = 'Cleopatra Alexandropoulou-Wells';

const LONG_MESSAGE =
  'The plan is at https://example.org/a/rather/long/path/that/nobody/would/ever/type/by/hand?and=a&query=too, ' +
  'and Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft has no spaces.\n\n' +
  'Second paragraph.';

/** A room that is empty at first, and then is not. */
export async function walkRoom(stage: Stage, look: Look, ann: Person): Promise<Room> {
  const link = await ann.createRoom();
  await look('empty-room', ann);
  await ann.chooseFiles(await stage.file('nobody.txt', 10));
  await ann.alert.waitFor();
  await look('nobody-to-send-to', ann);
  await ann.button('Dismiss').click();
  const ben = await stage.visit('Ben', link);
  const cleo = await stage.visit(CLEO, link);
  await ann.connectedTo('Ben', CLEO);
  await ben.connectedTo('Ann', CLEO);
  await talk(ann, ben, cleo);
  await look('busy-room', ann);
  await ann.person('Ben').locator('summary').click();
  await ann.person('Ben').getByText('Round trip:').waitFor();
  await showOnPhone(ann, 'People');
  await look('person-details', ann);
  await showOnPhone(ann, 'Conversation');
  await ann.person('Ben').locator('summary').click();
  await ann.textbox('Message').fill('/');
  await ann.page.getByRole('listbox', { name: 'Commands' }).waitFor();
  await look('commands', ann);
  await ann.textbox('Message').fill('');
  return { ann, ben, cleo };
}

/** Chooses the part of the room that a phone shows; a desk shows both. */
async function showOnPhone({ page }: Person, pane: 'Conversation' | 'People'): Promise<void> {
  const desk = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('tab', { name: pane }).click();
  if (desk !== null) await page.setViewportSize(desk);
}

async function talk(ann: Person, ben: Person, cleo: Person): Promise<void> {
  await ben.say('Hello Ann');
  await ben.say('Hello Cleo');
  await ann.hears('Hello Cleo');
  await cleo.say(LONG_MESSAGE);
  await ann.hears('Second paragraph.');
  await ann.say('/help');
  await ann.say('Hello both of you');
  await ann.hears('Delivered to everyone');
}
