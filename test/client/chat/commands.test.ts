import { describe, expect, test } from 'vitest';
import type { CommandContext, ExportFormat } from '../../../client/chat/commands/command.ts';
import { commands, isCommand, runCommand } from '../../../client/chat/commands/registry.ts';
import type { PeerId } from '../../../shared/ids.ts';
import { fakePeerId } from '../../support/fake-ids.ts';
import { settle } from '../../support/watch.ts';

/** What a command did to the page. */
class FakePage implements Omit<CommandContext, 'commands'> {
  readonly printed: { lines: readonly string[]; tone: 'quiet' | 'problem' }[] = [];
  readonly names: string[] = [];
  renameProblem: string | undefined;
  readonly told: (readonly [PeerId, string])[] = [];
  readonly acts: string[] = [];
  readonly themes: string[] = [];
  putBacks = 0;
  clears = 0;
  picks = 0;
  leaves = 0;
  readonly exports: ExportFormat[] = [];
  exportName: string | undefined = 'lanline-1-2026-11-21.txt';

  rename = (name: string) => {
    this.names.push(name);
    return this.renameProblem;
  };
  people = () => [
    { name: 'Ann', address: '10.0.0.1:5000', state: 'you' },
    { name: 'Ben', address: 'unknown address', state: 'cannot connect: no way' },
  ];
  others = () => [
    { peerId: fakePeerId(2), name: 'Ben' },
    { peerId: fakePeerId(3), name: 'Cy Young' },
  ];
  tell = (peerId: PeerId, text: string) => void this.told.push([peerId, text]);
  act = (text: string) => void this.acts.push(text);
  putBack = () => {
    this.putBacks += 1;
  };
  clear = () => {
    this.clears += 1;
  };
  changeTheme = (theme: string) => void this.themes.push(theme);
  examine = () => Promise.resolve(['all is well']);
  pickFiles = () => {
    this.picks += 1;
  };
  leaveRoom = () => {
    this.leaves += 1;
  };
  exportConversation = (format: ExportFormat) => {
    this.exports.push(format);
    return this.exportName;
  };
  print = (lines: readonly string[], tone: 'quiet' | 'problem' = 'quiet') => {
    this.printed.push({ lines, tone });
  };
}

function run(text: string, page = new FakePage()): FakePage {
  runCommand(text, page);
  return page;
}

describe('slash commands', () => {
  test.each([
    ['/help', true],
    ['/', true],
    ['hello', false],
    [' /help', false],
    ['a /help', false],
  ])('%j is a command: %s', (text, expected) => {
    expect(isCommand(text)).toBe(expected);
  });

  test('/help lists every command there is, with what it does', () => {
    const [printed] = run('/help').printed;
    expect(printed).toEqual({
      lines: commands.map(({ usage, summary }) => `${usage} — ${summary}`),
      tone: 'quiet',
    });
  });

  test('have distinct names, a usage that begins with the name, and a summary', () => {
    expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length);
    for (const { name, usage, summary } of commands) {
      expect(usage.split(' ')[0]).toBe(`/${name}`);
      expect(summary).not.toBe('');
    }
  });

  test('/nick changes the name to all that follows', () => {
    const page = run('/nick  Ann of  Green Gables ');
    expect(page.names).toEqual(['Ann of  Green Gables']);
    expect(page.printed).toEqual([]);
  });

  test('/nick says why a name cannot be taken', () => {
    const page = new FakePage();
    page.renameProblem = 'A name needs at least one visible character.';
    run('/nick', page);
    expect(page.names).toEqual(['']);
    expect(page.printed).toEqual([{ lines: ['A name needs at least one visible character.'], tone: 'problem' }]);
  });

  test('/who shows everybody with state and address', () => {
    expect(run('/who').printed).toEqual([
      { lines: ['Ann (you) — 10.0.0.1:5000', 'Ben (cannot connect: no way) — unknown address'], tone: 'quiet' },
    ]);
  });

  test.each([
    ['/msg Ben hello there', 2, 'hello there'],
    ['/msg cy young  two\nlines ', 3, 'two\nlines'],
    ['/msg cy hello', 3, 'hello'],
  ])('%j goes to one person alone', (text, peer, said) => {
    const page = run(text);
    expect(page.told).toEqual([[fakePeerId(peer), said]]);
    expect([page.printed, page.putBacks]).toEqual([[], 0]);
  });

  test.each([
    ['/msg', 'nobody in the room has this name'],
    ['/msg Dan hello', 'nobody in the room has this name'],
    ['/msg Ben', 'write what you want to say after the name Ben'],
    ['/me', 'write what you are doing'],
    ['/theme pink', 'one of system, light, dark'],
    ['/theme', 'one of system, light, dark'],
  ])('%j says what is missing, and is put back to be completed', (text, sentence) => {
    const page = run(text);
    expect(page.printed).toEqual([{ lines: [expect.stringContaining(sentence)], tone: 'problem' }]);
    expect([page.told, page.acts, page.themes, page.putBacks]).toEqual([[], [], [], 1]);
  });

  test('/me says what somebody does', () => {
    expect(run('/me waves to all').acts).toEqual(['waves to all']);
  });

  test('/clear clears the own view, and says so', () => {
    const page = run('/clear');
    expect(page.clears).toBe(1);
    expect(page.printed).toEqual([{ lines: [expect.stringContaining('Your view was cleared')], tone: 'quiet' }]);
  });

  test.each(['system', 'light', 'DARK'])('/theme %s changes the theme', (theme) => {
    expect(run(`/theme ${theme}`).themes).toEqual([theme.toLowerCase()]);
  });

  test('/send opens the file picker', () => {
    expect(run('/send').picks).toBe(1);
  });

  test('/doctor shows how the links stand', async () => {
    const page = run('/doctor');
    await settle();
    expect(page.printed).toEqual([{ lines: ['all is well'], tone: 'quiet' }]);
  });

  test.each([
    ['/export', 'text'],
    ['/export text', 'text'],
    ['/export JSON', 'json'],
  ])('%j saves the conversation as %s, and says under which name', (text, format) => {
    const page = run(text);
    expect(page.exports).toEqual([format]);
    expect(page.printed).toEqual([
      { lines: ['The conversation is saved as lanline-1-2026-11-21.txt.'], tone: 'quiet' },
    ]);
  });

  test('/export says that there is nothing to save', () => {
    const page = new FakePage();
    page.exportName = undefined;
    expect(run('/export', page).printed[0]?.lines).toEqual(['Nothing was said or sent yet.']);
  });

  test.each(['pdf', '__proto__'])('/export %s is explained and saves nothing', (format) => {
    const page = run(`/export ${format}`);
    expect(page.exports).toEqual([]);
    expect(page.printed).toEqual([
      { lines: [`“${format}” is no format to export in: type /export or /export json.`], tone: 'problem' },
    ]);
  });

  test('/quit leaves the room', () => {
    expect(run('/quit').leaves).toBe(1);
  });

  test.each(['/QUIT', '/Quit', '/quit now', '/quit\n'])('%j means the same as /quit', (text) => {
    expect(run(text).leaves).toBe(1);
  });

  test('an argument may go over several lines', () => {
    expect(run('/nick a\nb').names).toEqual(['a\nb']);
  });

  test('an unknown one is not sent, which a line says, with what was probably meant', () => {
    const [printed, ...more] = run('/nikc Ann').printed;
    expect(more).toEqual([]);
    expect(printed?.tone).toBe('problem');
    expect(printed?.lines[0]).toBe('“/nikc Ann” was not sent: there is no command /nikc.');
    expect(printed?.lines[1]).toContain('Did you mean /nick NAME?');
    expect(printed?.lines[1]).toContain('/help');
  });

  test.each(['/', '/ hello', '/xyz'])('%j gets a hint without a guess', (text) => {
    const [printed] = run(text).printed;
    expect(printed?.lines[1]).toMatch(/^Type \/help/);
  });

  test.each(['/constructor', '/__proto__', '/toString'])('%s is no command either', (text) => {
    expect(run(text).printed[0]?.lines[0]).toContain('there is no command');
  });
});
