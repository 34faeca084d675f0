import { type Bitmap2D, generate } from 'lean-qr';

/** Light modules around the code, as ISO 18004 asks for. */
const QUIET_ZONE = 4;

const blackOnWhite = (text: string) => `\u001b[30;107m${text}\u001b[0m`;

/** A QR code for a terminal, whatever its colours: one line holds two rows of modules. */
export function terminalQr(text: string): string {
  const code = generate(text);
  const lines: string[] = [];
  for (let y = -QUIET_ZONE; y < code.size + QUIET_ZONE; y += 2) lines.push(blackOnWhite(twoRows(code, y)));
  return lines.join('\n');
}

function twoRows(code: Bitmap2D, y: number): string {
  const cell = (x: number) => halfBlock(code.get(x, y), code.get(x, y + 1));
  return Array.from({ length: code.size + 2 * QUIET_ZONE }, (_, column) => cell(column - QUIET_ZONE)).join('');
}

function halfBlock(upper: boolean, lower: boolean): string {
  if (upper) return lower ? '█' : '▀';
  return lower ? '▄' : ' ';
}
