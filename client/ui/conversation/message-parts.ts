/** A stretch of a message; the `source` of all of them, joined, is the message. */
export type MessagePart =
  | { readonly type: 'text'; readonly source: string }
  | { readonly type: 'code'; readonly source: string; readonly code: string }
  | { readonly type: 'code-block'; readonly source: string; readonly code: string; readonly language: string };

/** A line that opens a block of code, with the name of its language; a line that closes it. */
const opening = /^```([^\s`]{0,30})[ \t]*\n$/u;
const closing = /^```[ \t]*\n?$/u;

/** One to three backticks around a piece of a line. */
const inlineCode = /(?<!`)(`{1,3})(?!`)([^`\n]+)\1(?!`)/gu;

/** Finds code in a message: fenced blocks as in Markdown, and pieces between backticks. What is never closed is text. */
export function messageParts(text: string): MessagePart[] {
  const lines = text.match(/[^\n]*\n|[^\n]+/gu) ?? [];
  const closings = lines.flatMap((line, at) => (closing.test(line) ? [at] : []));
  const parts: MessagePart[] = [];
  let plain = '';
  for (let at = 0; at < lines.length; at++) {
    const language = opening.exec(lines[at] ?? '')?.[1];
    while ((closings[0] ?? lines.length) <= at) closings.shift();
    const end = closings[0];
    if (language === undefined || end === undefined) {
      plain += lines[at];
      continue;
    }
    parts.push(...inlineParts(plain), codeBlock(lines.slice(at, end + 1), language));
    plain = '';
    at = end;
  }
  return [...parts, ...inlineParts(plain)];
}

function codeBlock(lines: readonly string[], language: string): MessagePart {
  const code = lines.slice(1, -1).join('');
  return { type: 'code-block', source: lines.join(''), code: code.replace(/\n$/u, ''), language };
}

function inlineParts(text: string): MessagePart[] {
  const parts: MessagePart[] = [];
  let doneTo = 0;
  for (const match of text.matchAll(inlineCode)) {
    const [source, , code = ''] = match;
    parts.push({ type: 'text', source: text.slice(doneTo, match.index) }, { type: 'code', source, code });
    doneTo = match.index + source.length;
  }
  return [...parts, { type: 'text' as const, source: text.slice(doneTo) }].filter(({ source }) => source !== '');
}
