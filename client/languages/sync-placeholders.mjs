// Gives the placeholders of each translation the expressions that its source has now: they are told apart by their ids,
// and a renamed variable is no reason to translate again. Runs between taking texts out and making the modules.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const FOLDER = new URL('./xliff/', import.meta.url);
const UNIT = /<trans-unit .*?<\/trans-unit>/gs;
const SOURCE = /<source>.*?<\/source>/s;
const TARGET = /<target>.*?<\/target>/s;
const PLACEHOLDER = /<x id="(\d+)"[^>]*\/>/g;

for (const name of readdirSync(FOLDER)) {
  const file = new URL(name, FOLDER);
  writeFileSync(file, readFileSync(file, 'utf8').replace(UNIT, synced));
}

function synced(unit) {
  const [source = ''] = SOURCE.exec(unit) ?? [];
  const now = new Map([...source.matchAll(PLACEHOLDER)].map(([placeholder, id]) => [id, placeholder]));
  return unit.replace(TARGET, (target) => target.replace(PLACEHOLDER, (before, id) => now.get(id) ?? before));
}
