/** Marks on letters, which a search does not tell apart. */
const marks = /\p{M}/gu;

/** Text as a search sees it: without case, accents and forms of the same letter. */
export const foldText = (text: string): string =>
  // The sigma at the end of a word is the same letter, and the only one whose case depends on where it stands.
  text.normalize('NFKD').replace(marks, '').toLowerCase().replaceAll('ς', 'σ');

/** Where in a text something is found, in UTF-16 code units; the second index is the one after it. */
export type FoundRange = readonly [start: number, end: number];

/** Every place where a text has the folded `query`, from its start on and none within another. */
export function findInText(text: string, query: string): FoundRange[] {
  // Most texts have it nowhere, which is told at once.
  if (query === '' || !foldText(text).includes(query)) return [];
  const { folded, sources } = foldWithSources(text);
  const ranges: FoundRange[] = [];
  for (let at = folded.indexOf(query); at !== -1; at = folded.indexOf(query, at + query.length)) {
    ranges.push([sources[at] ?? 0, endOf(sources, at + query.length - 1, text.length)]);
  }
  return ranges;
}

/** Letter by letter, so that it is known where each comes from: `sources` has an index for each unit of `folded`. */
function foldWithSources(text: string): { readonly folded: string; readonly sources: readonly number[] } {
  const sources: number[] = [];
  let folded = '';
  let index = 0;
  for (const letter of text) {
    const piece = foldText(letter);
    for (let unit = 0; unit < piece.length; unit++) sources.push(index);
    folded += piece;
    index += letter.length;
  }
  return { folded, sources };
}

/** The end of the letter that a unit comes from, with the marks that follow it. */
function endOf(sources: readonly number[], unit: number, length: number): number {
  let next = unit;
  while (sources[next] === sources[unit]) next += 1;
  return sources[next] ?? length;
}
