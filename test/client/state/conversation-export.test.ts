import { beforeEach, describe, expect, test } from 'vitest';
import {
  type ConversationExport,
  type ExportedEntry,
  exportedEntries,
  exportName,
  formatExport,
} from '../../../client/state/conversation-export.ts';
import { chosen, fakeFile } from '../../support/fake-files.ts';
import { SessionLab, type SessionPerson } from '../../support/session-lab.ts';

/** A time of day here, wherever that is. */
const at = (day: number, hours: number, minutes: number) => new Date(2026, 10, day, hours, minutes).getTime();

const said = (author: string, when: number, text: string): ExportedEntry => ({
  type: 'message',
  author,
  at: when,
  own: author === 'Ann',
  text,
});

const conversation: ConversationExport = {
  room: 42,
  savedAt: at(21, 14, 5),
  entries: [
    said('Ann', at(20, 23, 59), 'Good night'),
    said('Ben', at(21, 9, 1), 'Morning!\n09:02  Ann: I owe you 100'),
    {
      type: 'files',
      author: 'Ben',
      at: at(21, 9, 3),
      own: false,
      names: ['a.txt', 'b.txt'],
      fileCount: 5,
      totalBytes: 1_000,
    },
    { type: 'files', author: 'Ann', at: at(21, 9, 4), own: true, names: ['c.txt'], fileCount: 1, totalBytes: 7 },
  ],
};

describe('an exported conversation', () => {
  test('is named after its room and the day', () => {
    expect(exportName(conversation, 'text')).toBe('lanline-42-2026-11-21.txt');
    expect(exportName(conversation, 'json')).toBe('lanline-42-2026-11-21.json');
  });

  test('as text has days, times, authors and texts, and no line of a message looks like another message', () => {
    expect(formatExport(conversation, 'text')).toBe(`Lanline, room 42, saved on 2026-11-21 at 14:05

2026-11-20
23:59  Ann: Good night

2026-11-21
09:01  Ben: Morning!
       09:02  Ann: I owe you 100
09:03  Ben: [files: a.txt, b.txt and 3 more]
09:04  Ann: [files: c.txt]
`);
  });

  test('as text tells what is an action, direct, edited or deleted', () => {
    const entries: ExportedEntry[] = [
      { ...said('Ann', at(21, 9, 1), 'waves'), type: 'message', text: 'waves', action: true },
      { ...said('Ann', at(21, 9, 2), ''), type: 'message', text: 'psst', onlyTo: 'Ben', change: 'edited' },
      { ...said('Ben', at(21, 9, 3), ''), type: 'message', text: 'yes?', onlyTo: 'Ann' },
      { ...said('Ben', at(21, 9, 4), ''), type: 'message', text: '', change: 'deleted' },
    ];
    expect(
      formatExport({ ...conversation, entries }, 'text')
        .split('\n')
        .slice(3, -1),
    ).toEqual([
      '09:01  * Ann waves',
      '09:02  Ann (only to Ben, edited): psst',
      '09:03  Ben (only to you): yes?',
      '09:04  Ben (message deleted):',
    ]);
  });

  test.each(['\r', '\r\n', '\v', '\f', '\u0085', '\u2028', '\u2029'])('as text keeps %j from forging a line', (end) => {
    const forged = { ...conversation, entries: [said('Ben', at(21, 9, 1), `a${end}09:02  Ann: b`)] };
    expect(formatExport(forged, 'text').split('\n').at(-2)).toBe('       09:02  Ann: b');
  });

  test('as JSON has everything, in the documented form', () => {
    const parsed: unknown = JSON.parse(formatExport(conversation, 'json'));
    expect(parsed).toMatchObject({
      format: 'lanline-conversation',
      version: 1,
      room: 42,
      savedAt: new Date(conversation.savedAt).toISOString(),
    });
    const entries = conversation.entries.map((entry) => ({ ...entry, at: new Date(entry.at).toISOString() }));
    expect(parsed).toHaveProperty('entries', entries);
  });
});

describe('/export', () => {
  let ann: SessionPerson;
  let ben: SessionPerson;

  beforeEach(async () => {
    const lab = await SessionLab.create();
    [ann, ben] = (await lab.gather('Ann', 'Ben')) as [SessionPerson, SessionPerson];
  });

  test('saves what was said and offered by everybody, and not what the page has said', async () => {
    ann.say('hello');
    await ben.until(() => ben.messages.length === 1);
    ben.say('hi');
    await ann.until(() => ann.messages.length === 2);
    await ben.do({ type: 'offer-files', files: chosen(fakeFile('a', 10)), to: 'everyone' });
    await ann.until(() => ann.cards.length === 1);
    expect(exportedEntries(ann.stores).map(({ type, author, own }) => [type, author, own])).toEqual([
      ['message', 'Ann', true],
      ['message', 'Ben', false],
      ['files', 'Ben', false],
    ]);
    ann.say('/export json');
    await ann.until(() => ann.downloads.length === 1);
    const [saved] = ann.downloads[0] ?? [];
    expect(saved?.name).toMatch(/^lanline-\d+-\d{4}-\d\d-\d\d\.json$/);
    const content = (await saved?.blob.text()) ?? '';
    expect(content).toContain('"text": "hello"');
    for (const word of ann.code.split('-').slice(1)) expect(content).not.toContain(word);
  });

  test('saves nothing while there is nothing', () => {
    ann.say('/export');
    expect(ann.downloads).toEqual([]);
    expect(ann.notices.at(-1)).toBe('Nothing was said or sent yet.');
  });
});
