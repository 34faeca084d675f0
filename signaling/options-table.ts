import { type Definition, definitions } from './option-definitions.ts';

/** All options as a table in Markdown, for the README. */
export function optionsTable(): string {
  const rows = Object.values(definitions).map(
    ({ flag, placeholder, env, help, fallback, fallbackText }: Definition<unknown>) => {
      const usage = placeholder === undefined ? `--${flag}` : `--${flag} ${placeholder}`;
      return `| \`${usage}\` | \`${env}\` | ${fallbackText ?? fallback} | ${help} |`;
    },
  );
  return ['| option | environment | default | what |', '|---|---|---|---|', ...rows].join('\n');
}
