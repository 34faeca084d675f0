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

/** The names of all that is installed for development alone: what the server needs, too, is none of them. */
async function packagesForDevelopment(): Promise<ReadonlySet<string>> {
  const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { readonly dev?: boolean }>;
  };
  const paths = Object.keys(packages).filter((path) => packages[path]?.dev === true);
  return new Set(paths.map((path) => path.replace(/^node_modules\//, '')));
}

test('the packed server serves the page from an empty folder, with nothing but what it needs', async ({
  folder,
  visit,
}) => {
  const { packed } = await installInto(folder);
  expect((await stat(packed)).size).toBeLessThan(PACKAGE_BYTES_MAX);

  const installed = await packagesIn(join(folder, 'node_modules'));
  expect(installed).toEqual(expect.arrayContaining(['lanline', 'socket.io']));
  const forDevelopment = await packagesForDevelopment();
  expect(installed.filter((name) => forDevelopment.has(name))).toEqual([]);

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
