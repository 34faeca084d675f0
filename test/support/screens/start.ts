import type { Person } from '../person.ts';
import { giveSmallDisk } from './endings.ts';
import type { Stage } from './stage.ts';
import type { Look } from './states.ts';

/** The start screen. Answers whose page the walk goes on with. */
export async function walkStart(stage: Stage, look: Look): Promise<Person> {
  await walkEntering(stage, look);
  const ann = await stage.visit('Ann');
  await giveSmallDisk(stage, ann);
  await ann.button('Create a room').waitFor();
  await look('start', ann);
  await ann.joinByCode('42-amber-ottr');
  await ann.alert.getByText('otter').waitFor();
  await look('start-wrong-code', ann);
  await ann.joinByCode('4242-amber-otter');
  await ann.button('Open it again').waitFor();
  await look('start-room-ended', ann);
  return ann;
}

/** A server that does not answer keeps the page waiting. */
async function walkEntering(stage: Stage, look: Look): Promise<void> {
  const dora = await stage.visit('Dora');
  await dora.page.routeWebSocket(/socket\.io/, () => undefined);
  await dora.page.reload();
  await dora.joinByCode('42-amber-otter');
  await dora.page.getByText('Entering 42-amber-otter…').waitFor();
  await look('entering', dora);
  await dora.page.context().close();
}
