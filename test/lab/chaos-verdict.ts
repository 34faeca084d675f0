import type { ChaosFile, ChaosPerson } from './chaos-person.ts';
import { messagesHeldBy, messagesOf } from './conversation.ts';

/** What there must be in the end. */
export interface ChaosTruth {
  /** All that was said, in any order. */
  readonly said: readonly string[];
  /** By name. */
  readonly files: ReadonlyMap<string, ChaosFile>;
}

/**
 * What is not as it should be after a chaos test, in words: everybody is connected to everybody and listed once, all show
 * the same conversation, with everything that was said once, and whoever accepted a file has got it.
 */
export async function findComplaints(everybody: readonly ChaosPerson[], truth: ChaosTruth): Promise<string[]> {
  const conversations = await Promise.all(everybody.map(({ person }) => messagesHeldBy(person)));
  const complaints = everybody.map(async (one, at) => [
    ...(await peopleComplaints(one, everybody.length)),
    ...chatComplaints(one, conversations[at] ?? [], conversations[0] ?? [], truth),
    ...drawnComplaints(one, await messagesOf(one.person), conversations[at] ?? []),
    ...[...one.accepted].flatMap((file) => fileComplaints(one, file, truth)),
  ]);
  return (await Promise.all(complaints)).flat();
}

async function peopleComplaints(one: ChaosPerson, count: number): Promise<string[]> {
  const [links, listed] = [await one.links(), await one.person.people.count()];
  return [
    ...(links === count - 1 ? [] : [`${one.name} is connected to ${links}`]),
    ...(listed === count ? [] : [`${one.name} has ${listed} people in the list`]),
  ];
}

function chatComplaints(
  { name }: ChaosPerson,
  messages: readonly string[],
  first: readonly string[],
  { said }: ChaosTruth,
): string[] {
  return [
    ...said.filter((text) => !messages.includes(text)).map((text) => `${name} lacks "${text}"`),
    ...(messages.length === said.length ? [] : [`${name} has ${messages.length} messages instead of ${said.length}`]),
    ...(messages.join() === first.join() ? [] : [`${name} has another conversation than the first one`]),
  ];
}

/** What is drawn is one stretch of it. */
function drawnComplaints({ name }: ChaosPerson, drawn: readonly string[], held: readonly string[]): string[] {
  const isStretch = `${held.join('\n')}\n`.includes(`${drawn.join('\n')}\n`);
  return isStretch && (drawn.length > 0 || held.length === 0) ? [] : [`${name} sees ${drawn.join() || 'nothing'}`];
}

function fileComplaints({ name, saved }: ChaosPerson, file: string, { files }: ChaosTruth): string[] {
  const [sent, digest] = [files.get(file), saved.get(file)];
  if (digest === undefined) return [`${name} accepted ${file} of ${sent?.from} and has not got it`];
  return digest === sent?.digest ? [] : [`${name} got another ${file} of ${sent?.from}: ${digest}`];
}
