import { createHash } from 'node:crypto';
import { describe, expect, onTestFinished } from 'vitest';
import { openLan } from '../support/lan.ts';
import { test } from '../support/lan-test.ts';
import { Person } from '../support/person.ts';
import { readZip } from '../support/zips.ts';

/** Resolves when the page's service worker rules over it. */
const workerReady = ({ page }: Person) => page.waitForFunction(() => navigator.serviceWorker.controller !== null);

/** What the browser does when another app shares files. */
const share = ({ page }: Person, files: Readonly<Record<string, string>>) =>
  page.evaluate(async (all) => {
    const body = new FormData();
    for (const [name, text] of Object.entries(all)) body.append('files', new File([text], name));
    const { redirected, url } = await fetch('/share', { method: 'POST', body });
    if (!redirected) throw new Error('nobody took them');
    location.assign(url);
  }, files);

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const queued = (person: Person, count: string) => person.page.getByText(`${count} will be offered`);

describe('on a secure origin', () => {
  test('the page can be installed', async ({ lan, visit }) => {
    const ann = await visit('Ann', lan.localUrl);
    const devtools = await ann.page.context().newCDPSession(ann.page);
    const { errors, data } = await devtools.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    const { icons, share_target, start_url } = JSON.parse(data ?? '');
    expect(start_url).toBe('/');
    expect(share_target.params.files).toEqual([{ name: 'files', accept: ['*/*'] }]);
    const sizes = await ann.page.evaluate(
      (sources) =>
        Promise.all(
          sources.map(async (src: string) => {
            const image = new Image();
            image.src = src;
            await image.decode();
            return `${image.naturalWidth}x${image.naturalHeight}`;
          }),
        ),
      icons.map(({ src }: { src: string }) => src),
    );
    expect(sizes).toEqual(icons.map((icon: { sizes: string }) => icon.sizes));
    expect(icons.some(({ purpose }: { purpose?: string }) => purpose === 'maskable')).toBe(true);
    await workerReady(ann);
  });

  test('who comes while the server is gone is told, and let in when it is back', async ({ browser }) => {
    const lan = await openLan();
    const context = await browser.newContext();
    onTestFinished(() => context.close());
    const ann = await Person.open(context, 'Ann', lan.localUrl);
    await workerReady(ann);
    await lan.close();
    await ann.page.goto(`${lan.localUrl}/#42-amber-otter`);
    await ann.page.reload();
    await ann.page.getByRole('heading', { name: 'The Lanline server cannot be reached.' }).waitFor();
    await ann.button('Try again').click();
    await ann.page.getByRole('status').getByText('Still no answer.').waitFor();

    const again = await openLan({ port: Number(new URL(lan.localUrl).port) });
    onTestFinished(() => again.close());
    await ann.button('Open it again').waitFor();
    expect(ann.page.url()).toBe(`${lan.localUrl}/#42-amber-otter`);
  });

  test('what another app shares is offered to who is in the room', async ({ lan, visit }) => {
    const ann = await visit('Ann', lan.localUrl);
    await workerReady(ann);
    await share(ann, { 'näme.txt': 'first', 'b.txt': 'second' });
    await queued(ann, '2 files').waitFor();
    const link = await ann.createRoom();
    await queued(ann, '2 files').waitFor();
    const ben = await visit('Ben', `${lan.url}/${new URL(link).hash}`);
    const dialog = ann.page.getByRole('dialog', { name: 'Send to' });
    await dialog.getByText('näme.txt').waitFor();
    await dialog.getByRole('button', { name: 'Send now' }).click();
    await queued(ann, '2 files').waitFor({ state: 'detached' });
    await ben.page.getByText('2 files').first().waitFor();
    const zip = await readZip(await (await ben.accept()).path());
    expect([...zip].map(([name, { sha256 }]) => [name, sha256])).toEqual([
      ['näme.txt', sha256('first')],
      ['b.txt', sha256('second')],
    ]);

    await ann.page.goto(lan.localUrl);
    await ann.button('Create a room').waitFor();
    expect(await queued(ann, '2 files').count()).toBe(0);
  });

  test('what another app shares can be discarded, for good', async ({ lan, visit }) => {
    const ann = await visit('Ann', lan.localUrl);
    await workerReady(ann);
    await share(ann, { 'a.txt': 'x' });
    await queued(ann, '“a.txt”').waitFor();
    await ann.button('Do not offer').click();
    await queued(ann, '“a.txt”').waitFor({ state: 'detached' });
    await ann.page.waitForFunction(async () => !(await caches.keys()).includes('lanline-shared-files'));
  });
});

test('on plain http nothing of this is tried', async ({ visit }) => {
  const ann = await visit('Ann');
  const asked: string[] = [];
  ann.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await ann.page.reload();
  await ann.button('Create a room').waitFor();
  await ann.page.waitForLoadState('networkidle');
  expect(asked.filter((path) => /service-worker|install|offline/.test(path))).toEqual([]);
  expect(await ann.page.evaluate(() => 'serviceWorker' in navigator)).toBe(false);
});
