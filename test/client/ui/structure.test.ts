import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/** What the linter cannot tell: it counts the lines of functions, but not those of files and not by their names. */

const FILE_LINES_MAX = 300;
const RENDER_LINES_MAX = 40;

const folder = join(import.meta.dirname, '../../../client/ui');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .sort();
const sourceOf = (file: string) => readFileSync(join(folder, file), 'utf8');

/** How many lines the `render` of each class in a formatted source has, from its name to its last brace. */
function renderLines(source: string): number[] {
  const lines = source.split('\n');
  return lines.flatMap((line, start) => {
    if (!/^ {2}(?:override |protected )*render\(\)/.test(line)) return [];
    return [lines.indexOf('  }', start) - start + 1];
  });
}

describe('an element', () => {
  test('is found with its render, whatever stands around it', () => {
    const source = [
      'class A extends LitElement {',
      '  other() {',
      '  }',
      '  protected override render() {',
      '    return 1;',
      '  }',
      '  last() {',
      '  }',
      '}',
    ];
    expect(renderLines(source.join('\n'))).toEqual([3]);
    expect(files.flatMap((file) => renderLines(sourceOf(file))).length).toBeGreaterThan(30);
  });

  test.each(files)(`%s has ${FILE_LINES_MAX} lines at most, and ${RENDER_LINES_MAX} in its render`, (file) => {
    const source = sourceOf(file);
    expect(source.split('\n').length - 1).toBeLessThanOrEqual(FILE_LINES_MAX);
    for (const count of renderLines(source)) expect(count).toBeLessThanOrEqual(RENDER_LINES_MAX);
  });
});
