import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfigFileAndWriteSchema } from '@lit/localize-tools/lib/config.js';
import { RuntimeLitLocalizer } from '@lit/localize-tools/lib/modes/runtime.js';
import type { Config } from '@lit/localize-tools/lib/types/config.js';
import type { RuntimeOutputConfig } from '@lit/localize-tools/lib/types/modes.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { languages } from '../../../client/languages/languages.ts';

const XLIFF = 'client/languages/xliff';
const GENERATED = 'client/languages/generated';
const translated = languages.filter((language) => language !== 'en').toSorted();

// Whoever sees one of these fail has to run `npm run texts`, and to translate what is new: see docs/translating.md.

let localizer: RuntimeLitLocalizer;
let madeAnew: string;

// The whole client is compiled for it.
beforeAll(async () => {
  madeAnew = await mkdtemp(join(tmpdir(), 'lanline-texts-'));
  const config = readConfig();
  localizer = new RuntimeLitLocalizer({ ...config, output: { ...config.output, outputDir: madeAnew } });
  localizer.extractSourceMessages();
}, 120_000);

afterAll(() => rm(madeAnew, { recursive: true }));

type RuntimeConfig = Config & { readonly output: RuntimeOutputConfig };

function readConfig(): RuntimeConfig {
  const config = readConfigFileAndWriteSchema('lit-localize.json');
  if (config.output.mode !== 'runtime') throw new Error('the languages are not loaded at run time');
  return { ...config, output: config.output };
}

/** The ids of an XLIFF file's texts, translated or not. */
const idsIn = (xliff: string) => [...xliff.matchAll(/<trans-unit id="([^"]+)"/gu)].map(([, id]) => id ?? '');

test('the files for translators, the modules and the list of languages are of the same languages', async () => {
  expect(readConfig().targetLocales.toSorted()).toEqual(translated);
  expect((await readdir(XLIFF)).toSorted()).toEqual(translated.map((language) => `${language}.xlf`));
  expect((await readdir(GENERATED)).toSorted()).toEqual(translated.map((language) => `${language}.ts`));
});

test('the sources have no text that the tool cannot take out', () => {
  const { messages, errors } = localizer.extractSourceMessages();
  expect(errors).toEqual([]);
  expect(messages.length).toBeGreaterThan(200);
});

test.each(translated)('%s has every text of the sources, and no other', async (language) => {
  const inSources = localizer.extractSourceMessages().messages.map(({ name }) => name);
  const inFile = idsIn(await readFile(`${XLIFF}/${language}.xlf`, 'utf8'));
  expect(inFile.toSorted()).toEqual([...new Set(inSources)].toSorted());
});

test.each(translated)('%s has a translation of every text', (language) => {
  const targets = Object.fromEntries(localizer.readTranslationsSync().translations)[language] ?? [];
  const said = targets.filter(({ contents }) =>
    contents.some((part) => typeof part !== 'string' || part.trim() !== ''),
  );
  const sources = localizer.extractSourceMessages().messages;
  const missing = sources.filter(({ name }) => !said.some((target) => target.name === name));
  expect(missing.map(({ contents }) => contents.filter((part) => typeof part === 'string').join('…'))).toEqual([]);
});

test('every translation has the placeholders of its text', () => {
  expect(localizer.validateTranslations().errors).toEqual([]);
});

test('the modules are made of the files as they are', async () => {
  await localizer.build();
  for (const language of translated) {
    const made = await readFile(join(madeAnew, `${language}.ts`), 'utf8');
    expect(await readFile(`${GENERATED}/${language}.ts`, 'utf8'), language).toBe(made);
  }
}, 120_000);
