// Writes the table of options into the README, from their definitions: `npm run docs`.
import { readFile, writeFile } from 'node:fs/promises';
import { optionsTable } from '../signaling/options-table.ts';

const readme = new URL('../README.md', import.meta.url);
const [begin, end] = ['<!-- options -->\n', '\n<!-- end of options -->'];

const text = await readFile(readme, 'utf8');
const [from, to] = [text.indexOf(begin) + begin.length, text.indexOf(end)];
await writeFile(readme, text.slice(0, from) + optionsTable() + text.slice(to));
