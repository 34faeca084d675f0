import { expect, onTestFinished, test } from 'vitest';
import { FirefoxPerson } from '../support/firefox-person.ts';
import { Person } from '../support/person.ts';
import { Lab } from './lab.ts';
import type { Host, LabNetwork } from './network.ts';

/** Where browsers cannot reach each other directly, the page says why, or they take the way through a relay. */

const NAMED_WITHIN_MS = 20_000;

/** A lab with a server and two hosts, between which the network is as `block` makes it. */
async function build(
  block: (network: LabNetwork, ann: Host, ben: Host) => void,
  { relay = false, serverSubnet = 1, serverArgs = [] as readonly string[] } = {},
) {
  const lab = new Lab();
  onTestFinished(() => lab.close());
  const { network } = lab;
  const server = network.addHost('server', { subnet: serverSubnet });
  const [annHost, benHost] = [network.addHost('ann'), network.addHost('ben')];
  block(network, annHost, benHost);
  const turn = relay ? ['--ice-server', await lab.startTurnServer(network.addHost('relay'))] : [];
  return { lab, annHost, benHost, url: await lab.startServer(server, ...turn, ...serverArgs) };
}

type Network = Awaited<ReturnType<typeof build>>;

/** Ann has a room, and Ben opens the link to it. Answers both, and when he did. */
async function meet({ lab, annHost, benHost, url }: Network) {
  const [annContext, benContext] = await Promise.all([lab.startChromium(annHost), lab.startChromium(benHost)]);
  const ann = await Person.open(annContext, 'Ann', url);
  const link = await ann.createRoom();
  const openedAt = performance.now();
  const ben = await Person.open(benContext, 'Ben', link);
  return { ann, ben, openedAt };
}

const blockUdpBetween = (network: LabNetwork, ann: Host, ben: Host) => network.blockUdpBetween(ann, ben);

test('both pages name the cause when no UDP passes between two hosts', async () => {
  const { ann, ben, openedAt } = await meet(await build(blockUdpBetween));
  for (const person of [ann, ben]) {
    await person.hears('both devices reach the server, but no packet passes between them');
    await person.people.getByText('Cannot connect', { exact: true }).waitFor();
  }
  expect(performance.now() - openedAt).toBeLessThan(NAMED_WITHIN_MS);
  await ben.say('/doctor');
  await ben.hears('ICE servers: own-stun');
  await ben.hears('0 answered');
});

test('Firefox names it, too', async () => {
  const { lab, annHost, benHost, url } = await build(blockUdpBetween);
  const [firefox, benContext] = await Promise.all([lab.startFirefox(annHost), lab.startChromium(benHost)]);
  const ann = await FirefoxPerson.open(await firefox.newPage(), 'Ann', url);
  const link = await ann.createRoom();
  const openedAt = performance.now();
  const ben = await Person.open(benContext, 'Ben', link);
  for (const person of [ann, ben]) await person.hears('both devices reach the server');
  expect(performance.now() - openedAt).toBeLessThan(NAMED_WITHIN_MS);
});

test('both pages say at whose end UDP is blocked altogether', async () => {
  const { ann, ben, openedAt } = await meet(await build((network, _ann, benHost) => network.blockUdp(benHost)));
  await ann.hears('UDP is blocked at their end');
  await ben.hears('UDP is blocked at your end');
  expect(performance.now() - openedAt).toBeLessThan(NAMED_WITHIN_MS);
});

test('both pages say that multicast is blocked where nothing else helps', async () => {
  const network = await build(
    (lab, ann, ben) => {
      for (const host of [ann, ben]) lab.blockMulticast(host);
      lab.translateAddresses();
    },
    { serverSubnet: 2, serverArgs: ['--no-stun'] },
  );
  const { ann, ben, openedAt } = await meet(network);
  for (const person of [ann, ben]) await person.hears('multicast is blocked on this network');
  expect(performance.now() - openedAt).toBeLessThan(NAMED_WITHIN_MS);
});

test('with a TURN server they link through it all the same, which both pages show', async () => {
  const { ann, ben } = await meet(await build(blockUdpBetween, { relay: true }));
  for (const [person, other] of [
    [ann, 'Ben'],
    [ben, 'Ann'],
  ] as const) {
    await person.person(other).getByText('Connected by relay', { exact: true }).waitFor();
  }
  await ann.say('Hello Ben');
  await ben.hears('Hello Ben');
  await ben.say('/doctor');
  await ben.hears('relayed');
});
