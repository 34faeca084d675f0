import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { sha256Of, writeRandomFile } from '../support/files.ts';
import { Person } from '../support/person.ts';
import { allSay, expectSame } from './conversation.ts';
import { Lab } from './lab.ts';
import { tempFolder } from './temp-folder.ts';

const FILE_BYTES = 200 * 1024 * 1024;

// The cut itself takes its time: it is what is tested.
test.each([5, 60])('a link that is cut for %i s loses no message and no byte', async (seconds) => {
  const path = join(await tempFolder(), 'random.bin');
  const digest = await writeRandomFile(path, FILE_BYTES);
  const lab = new Lab();
  onTestFinished(() => lab.close());
  const { network } = lab;
  const [server, annHost, benHost] = [network.addHost('server'), network.addHost('ann'), network.addHost('ben')];
  const url = await lab.startServer(server);
  const [annContext, benContext] = await Promise.all([lab.startChromium(annHost), lab.startChromium(benHost)]);
  const ann = await Person.open(annContext, 'Ann', url);
  const ben = await Person.open(benContext, 'Ben', await ann.createRoom());
  await ben.connectedTo('Ann');
  await ann.chooseFiles(path);
  const download = ben.accept(180_000);
  await ben.page.getByRole('progressbar').first().waitFor();

  const people = [ann, ben];
  const said = await allSay(people, 0);
  network.part(annHost, benHost);
  for (let second = 1; second <= seconds; second++) {
    if (second % 5 === 1) said.push(...(await allSay(people, second)));
    await sleep(1_000);
  }
  network.join(annHost, benHost);
  said.push(...(await allSay(people, seconds + 1)));
  await expectSame(people, said);
  expect(await sha256Of(await (await download).path())).toBe(digest);
});
