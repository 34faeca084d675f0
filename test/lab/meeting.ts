import type { BrowserContext } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { Person } from '../support/person.ts';
import { Lab } from './lab.ts';
import type { Host } from './network.ts';

/** A person at a browser on a host of their own. */
export interface Somebody {
  readonly person: Person;
  readonly host: Host;
}

export interface Meeting<Names extends readonly string[]> {
  readonly lab: Lab;
  readonly server: Host;
  readonly everybody: { readonly [At in keyof Names]: Somebody };
}

/** A lab with a server and a browser for each of them, all linked in one room. It ends with the test. */
export async function meet<const Names extends readonly string[]>(
  names: Names,
  open: (lab: Lab, host: Host) => Promise<BrowserContext> = (lab, host) => lab.startChromium(host),
): Promise<Meeting<Names>> {
  const lab = new Lab();
  onTestFinished(() => lab.close());
  const server = lab.network.addHost('server');
  const url = await lab.startServer(server);
  const everybody: Somebody[] = [];
  let link: string | undefined;
  for (const name of names) {
    const host = lab.network.addHost(name.toLowerCase());
    const person = await Person.open(await open(lab, host), name, link ?? url);
    link ??= await person.createRoom();
    everybody.push({ person, host });
  }
  for (const { person } of everybody) await person.connectedTo(...names.filter((name) => name !== person.name));
  return { lab, server, everybody: everybody as { [At in keyof Names]: Somebody } };
}
