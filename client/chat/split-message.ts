/** A text in parts of at most `lengthMax` UTF-16 code units. A character of two units is never cut in half. */
export function splitMessage(text: string, lengthMax: number): string[] {
  const parts: string[] = [];
  for (let at = 0; at < text.length; at += parts.at(-1)?.length ?? 0) {
    const part = text.slice(at, at + lengthMax);
    parts.push(endsInside(part, text.length - at) ? part.slice(0, -1) : part);
  }
  return parts;
}

const endsInside = (part: string, leftLength: number) => part.length < leftLength && /[\uD800-\uDBFF]$/.test(part);
