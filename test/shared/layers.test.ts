import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

interface BiomeReport {
  readonly diagnostics: readonly {
    readonly location: { readonly path: string; readonly start: { readonly line: number } };
  }[];
}

/** [importing file, what it imports] */
type Arrow = readonly [from: string, to: string];

const forbidden: readonly Arrow[] = [
  ['shared/a.ts', '../client/net/link.ts'],
  ['shared/a.ts', '../signaling/rooms.ts'],
  ['shared/a.ts', 'node:crypto'],
  ['shared/a.ts', 'lit'],
  ['shared/a.ts', 'nanostores'],
  ['shared/a.ts', 'socket.io-client'],
  ['shared/a.ts', 'simple-peer'],
  ['signaling/a.ts', '../client/net/link.ts'],
  ['shared/a.ts', '@noble/hashes/sha2.js'],
  ['signaling/a.ts', '@noble/hashes/sha2.js'],
  ['client/trust/a.ts', 'simple-peer'],
  ['client/trust/a.ts', '../net/link.ts'],
  ['client/trust/a.ts', '../chat/chat-log.ts'],
  ['client/trust/a.ts', '../transfer/manifest.ts'],
  ['client/trust/a.ts', '../state/session.ts'],
  ['client/trust/a.ts', '../ui/app-shell.ts'],
  ['client/net/a.ts', 'simple-peer'],
  ['client/net/a.ts', '@noble/hashes/sha2.js'],
  ['client/net/a.ts', 'socket.io-client'],
  ['client/net/a.ts', '../chat/chat-log.ts'],
  ['client/net/a.ts', '../transfer/manifest.ts'],
  ['client/net/a.ts', '../state/session.ts'],
  ['client/net/a.ts', '../ui/app-shell.ts'],
  ['client/net/a.ts', '../../signaling/rooms.ts'],
  ['client/net/simple-peer-link.ts', 'socket.io-client'],
  ['client/net/simple-peer-link.ts', '../state/session.ts'],
  ['client/net/socket-io-signaling.ts', 'simple-peer'],
  ['client/net/socket-io-signaling.ts', '../state/session.ts'],
  ['client/chat/a.ts', 'simple-peer'],
  ['client/chat/a.ts', '@noble/hashes/sha2.js'],
  ['client/chat/a.ts', '../trust/handshake.ts'],
  ['client/chat/a.ts', '../net/mesh.ts'],
  ['client/chat/a.ts', '../transfer/manifest.ts'],
  ['client/chat/a.ts', '../state/session.ts'],
  ['client/chat/a.ts', '../ui/app-shell.ts'],
  ['client/chat/commands/a.ts', '../../net/mesh.ts'],
  ['client/transfer/a.ts', 'simple-peer'],
  ['client/transfer/a.ts', '@noble/hashes/sha2.js'],
  ['client/transfer/a.ts', '../trust/identity.ts'],
  ['client/transfer/a.ts', '../net/mesh.ts'],
  ['client/transfer/a.ts', '../chat/chat-log.ts'],
  ['client/transfer/a.ts', '../state/session.ts'],
  ['client/transfer/a.ts', '../ui/app-shell.ts'],
  ['client/transfer/sinks/a.ts', '../../net/mesh.ts'],
  ['client/state/a.ts', 'simple-peer'],
  ['client/state/a.ts', 'socket.io-client'],
  ['client/state/a.ts', 'lit'],
  ['client/state/a.ts', '@noble/hashes/sha2.js'],
  ['client/state/a.ts', '../ui/app-shell.ts'],
  ['client/pwa/a.ts', '../state/session.ts'],
  ['client/pwa/a.ts', '../ui/app-shell.ts'],
  ['client/pwa/a.ts', '../transfer/transfers.ts'],
  ['client/pwa/a.ts', 'lit'],
  ['client/state/a.ts', '../pwa/shared-files.ts'],
  ['client/ui/a.ts', '../pwa/shared-files.ts'],
  ['client/ui/a.ts', '../net/link.ts'],
  ['client/ui/a.ts', '../trust/identity.ts'],
  ['client/ui/a.ts', '@noble/hashes/sha2.js'],
  ['client/ui/a.ts', '../transfer/manifest.ts'],
  ['client/ui/a.ts', '../chat/chat-log.ts'],
  ['client/ui/a.ts', '../../signaling/rooms.ts'],
  ['client/ui/a.ts', 'simple-peer'],
  ['client/ui/cards/a.ts', '../../net/link.ts'],
  ['client/ui/cards/a.ts', '../../transfer/transfers.ts'],
  ['client/ui/cards/a.ts', '../../transfer/sinks/sink.ts'],
];

const allowed: readonly Arrow[] = [
  ['shared/a.ts', './ids.ts'],
  ['shared/a.ts', 'valibot'],
  ['signaling/a.ts', '../shared/ids.ts'],
  ['signaling/a.ts', 'node:http'],
  ['client/net/a.ts', '../../shared/ids.ts'],
  ['client/net/a.ts', './link.ts'],
  ['client/net/a.ts', '../trust/identity.ts'],
  ['client/trust/a.ts', '../../shared/ids.ts'],
  ['client/trust/a.ts', '@noble/hashes/sha2.js'],
  ['client/net/simple-peer-link.ts', 'simple-peer'],
  ['client/net/socket-io-signaling.ts', 'socket.io-client'],
  ['client/chat/a.ts', '../net/link.ts'],
  ['client/chat/a.ts', '../trust/identity.ts'],
  ['client/chat/a.ts', '../trust/octet-strings.ts'],
  ['client/chat/a.ts', '../turns.ts'],
  ['client/chat/a.ts', '../../shared/ids.ts'],
  ['client/transfer/a.ts', '../net/link.ts'],
  ['client/transfer/a.ts', '../turns.ts'],
  ['client/transfer/a.ts', '../../shared/ids.ts'],
  ['client/state/a.ts', '../net/mesh.ts'],
  ['client/state/a.ts', '../trust/identity.ts'],
  ['client/state/a.ts', '../chat/chat-log.ts'],
  ['client/state/a.ts', '../transfer/manifest.ts'],
  ['client/state/a.ts', 'nanostores'],
  ['client/pwa/a.ts', '../start-worker.ts'],
  ['client/pwa/a.ts', '../../shared/limits.ts'],
  ['client/ui/a.ts', '../state/stores.ts'],
  ['client/ui/a.ts', '../../shared/ids.ts'],
  ['client/ui/a.ts', 'lit'],
  ['client/main.ts', './net/simple-peer-link.ts'],
];

const root = dirname(dirname(import.meta.dirname));
const nameOf = ([from, to]: Arrow) => `${from} imports ${to}`;

describe('the linter', () => {
  let project: string;
  let refused: readonly string[];

  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), 'lanline-layers-'));
    const config = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'));
    write('biome.json', JSON.stringify({ ...config, vcs: { enabled: false } }));
    refused = lint([...forbidden, ...allowed]);
  }, 30_000);

  afterAll(() => rmSync(project, { recursive: true }));

  test.each(forbidden)('refuses that %s imports %s', (...arrow) => {
    expect(refused).toContain(nameOf(arrow));
  });

  test.each(allowed)('accepts that %s imports %s', (...arrow) => {
    expect(refused).not.toContain(nameOf(arrow));
  });

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), text);
  }

  /** Writes each importing file with one import a line, and answers the arrows that the linter refuses. */
  function lint(arrows: readonly Arrow[]): string[] {
    const imports = groupByFile(arrows);
    for (const [from, group] of imports) write(from, group.map(([, to]) => `import '${to}';\n`).join(''));
    return runBiome().diagnostics.flatMap(({ location: { path, start } }) => {
      const arrow = imports.get(path)?.[start.line - 1];
      return arrow === undefined ? [] : [nameOf(arrow)];
    });
  }

  function runBiome(): BiomeReport {
    const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
    const args = ['lint', '--only=style/noRestrictedImports', '--max-diagnostics=none', '--reporter=json'];
    return JSON.parse(spawnSync(process.execPath, [biome, ...args], { cwd: project, encoding: 'utf8' }).stdout);
  }
});

function groupByFile(arrows: readonly Arrow[]): ReadonlyMap<string, readonly Arrow[]> {
  const files = new Set(arrows.map(([from]) => from));
  return new Map([...files].map((file) => [file, arrows.filter(([from]) => from === file)]));
}
