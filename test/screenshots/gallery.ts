import type { State } from '../support/screens/states.ts';

/** One picture of a state of the page. */
export interface Shot {
  readonly state: State;
  /** Its name in the folder of the gallery. */
  readonly file: string;
  /** In which of its looks, such as "phone-ar-dark". */
  readonly what: string;
}

/** A page that shows them all, a row for each state. */
export function galleryOf(shots: readonly Shot[]): string {
  const states = [...new Set(shots.map(({ state }) => state))];
  const rows = states.map(
    (state) =>
      `<h2>${state}</h2>\n<div>\n${shots
        .filter((shot) => shot.state === state)
        .map(figureOf)
        .join('\n')}\n</div>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Lanline in every state</title>
<style>
  body { font-family: system-ui, sans-serif; margin: 2rem; }
  div { display: flex; gap: 1rem; overflow-x: auto; }
  figure { margin: 0; }
  img { height: 24rem; border: 1px solid #999; }
</style>
<h1>Lanline in every state</h1>
${rows.join('\n')}
</html>
`;
}

const figureOf = ({ file, what, state }: Shot): string =>
  `<figure><a href="${file}"><img src="${file}" alt="${state}: ${what}" loading="lazy"></a><figcaption>${what}</figcaption></figure>`;
