import { execFile } from 'node:child_process';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { test } from '../support/lan-test.ts';
import { startProgram, urlOf } from '../support/server-process.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');

const PACKAGE_BYTES_MAX = 1_000_000;

/** Packs the project, and installs it into an empty folder as its people do. */
async function installInto(folder: string): Promise<{ readonly packed: string }> {
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: root });
  const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf('[\n'))) as [{ filename: string }];
  await writeFile(join(folder, 'package.json'), '{ "private": true }');
  const packed = join(folder, filename);
  await run('npm', ['install', '--omit=dev', '--no-audit', '--no-fund', packed], { cwd: folder });
  return { packed };
}

async function packagesIn(modules: string): Promise<readonly string[]> {
  const names = (await readdir(modules)).filter((name) => !name.startsWith('.'));
  const scoped = names.filter((name) => name.startsWith('@'));
  const inScopes = await Promise.all(
    scoped.map(async (scope) => (await readdir(join(modules, scope))).map((name) => `${scope}/${name}`)),
  );
  return [...names.filter((name) => !name.startsWith('@')), ...inScopes.flat()];
}

test('the packed server serves the page from an empty folder, with nothing but what it needs', async ({
  folder,
  visit,
}) => {
  const { packed } = await installInto(folder);
  expect((await stat(packed)).size).toBeLessThan(PACKAGE_BYTES_MAX);

  const installed = await packagesIn(join(folder, 'node_modules'));
  const { devDependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  expect(installed).toEqual(expect.arrayContaining(['lanline', 'socket.io']));
  // What it needs may itself need something of the kind.
  const typesAlone = (name: string) => name.startsWith('@types/');
  expect(installed.filter((name) => name in devDependencies && !typesAlone(name))).toEqual([]);

  const program = startProgram(join(folder, 'node_modules/.bin/lanline'), ['--host', '127.0.0.1', '--port', '0']);
  const url = (await urlOf(program)).replace('127.0.0.1', 'lan.test');
  const ann = await visit('Ann', url);
  const ben = await visit('Ben', await ann.createRoom());
  await ben.inRoom();
  await Promise.all([ann.connectedTo('Ben'), ben.connectedTo('Ann')]);
  await ann.say('From a package');
  await ben.page.getByRole('log').getByText('From a package').waitFor();
  await Promise.all([ann.page.close(), ben.page.close()]);
  program.child.kill();
  expect(await program.exitCode).toBe(0);
});
