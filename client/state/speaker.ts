import { msg, str } from '@lit/localize';
import type { WritableAtom } from 'nanostores';
import type { PeerId } from '../../shared/ids.ts';
import { CHAT_REVISIONS_MAX, CHAT_TEXT_LENGTH_MAX } from '../../shared/limits.ts';
import { splitMessage } from '../chat/split-message.ts';
import { formatCount } from '../languages/numbers.ts';
import type { Conversation, RevisionProblem, Saying } from './conversation.ts';
import type { Roster } from './roster.ts';
import type { ComposeRequest } from './views.ts';

export interface SpeakerOptions {
  readonly conversation: Conversation;
  readonly roster: Pick<Roster, 'others' | 'nameOf'>;
  readonly ownName: () => string;
  readonly composeRequest: WritableAtom<ComposeRequest | undefined>;
}

/** What somebody wants to say, and what they have typed for that. */
interface Wish {
  readonly text: string;
  readonly typed: string;
  readonly quote: string | undefined;
  readonly to?: PeerId;
  readonly action?: true;
}

/** Says what this person writes. What cannot be said goes back into the message field, with a line that says why. */
export class Speaker {
  readonly #options: SpeakerOptions;

  constructor(options: SpeakerOptions) {
    this.#options = options;
  }

  /** To everybody, or to one person. The answer to a direct message is a direct one, too. */
  say({ text, typed, quote, to, action }: Wish): void {
    const { conversation, roster, ownName } = this.#options;
    const only = to ?? (quote === undefined ? undefined : conversation.counterpartOf(quote));
    const how = { ...(action === undefined ? {} : { action }), ...(only === undefined ? {} : { to: only }) };
    const sayings = splitMessage(text.trim(), CHAT_TEXT_LENGTH_MAX).map(
      (part, at): Saying => ({ text: part, ...how, ...(at > 0 || quote === undefined ? {} : { quote }) }),
    );
    const isHere = only === undefined || roster.others.includes(only);
    const isSaid = isHere && sayings.every((saying) => conversation.say(ownName(), saying, roster.others));
    if (!isSaid) this.#refuse(NOT_HERE(), typed, quote);
  }

  /** An empty text is none: to delete a message is asked for by itself. */
  edit(id: string, text: string): void {
    if (text.trim() === '') return;
    const problem = this.#options.conversation.revise(id, text.trim());
    if (problem !== undefined) this.#refuse(revisionSentence(problem), text, undefined);
  }

  delete(id: string): void {
    const problem = this.#options.conversation.revise(id, '');
    if (problem !== undefined) this.#options.conversation.note([revisionSentence(problem)], 'problem');
  }

  /** Puts what was not said back into the message field. */
  putBack(text: string, quote: string | undefined): void {
    this.#options.composeRequest.set({ type: 'put-back', text, quote });
  }

  #refuse(sentence: string, typed: string, quote: string | undefined): void {
    this.#options.conversation.note([sentence], 'problem');
    this.putBack(typed, quote);
  }
}

const NOT_HERE = () =>
  msg(
    'This was not sent: the person whom it is for is not in the room any more. It stands in the message field again.',
  );

function revisionSentence(problem: RevisionProblem): string {
  return problem === 'not-newest'
    ? msg('Only your newest message can be changed.')
    : msg(str`A message can be edited ${formatCount(CHAT_REVISIONS_MAX - 1)} times at most. You can still delete it.`);
}
