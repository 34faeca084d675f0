import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { definitions } from '../../signaling/option-definitions.ts';
import { optionsTable } from '../../signaling/options-table.ts';

test('has a row for each option', () => {
  const rows = optionsTable().split('\n').slice(2);
  expect(rows).toHaveLength(Object.keys(definitions).length);
  expect(rows[0]).toBe('| `--port <number>` | `LANLINE_PORT` | 3000 | TCP port to listen on; 0 takes any free one |');
});

test('stands in the README as it is (`npm run docs` writes it)', async () => {
  expect(await readFile('README.md', 'utf8')).toContain(`<!-- options -->\n${optionsTable()}\n<!-- end of options -->`);
});
