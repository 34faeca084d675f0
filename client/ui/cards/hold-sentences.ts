import { msg, str } from '@lit/localize';
import type { Hold } from '../../state/views.ts';
import { formatBytes, formatShare } from '../format.ts';

/** Why a transfer stands still, in words: what happened and whose side it is on, what is kept, what to do. */
export interface HoldSentences {
  /** A pause is somebody's wish, a problem needs somebody's help, the rest goes on by itself. */
  readonly tone: 'paused' | 'problem' | 'waiting';
  readonly happened: string;
  readonly kept: string;
  /** What to do; left out where it is plain. */
  readonly next?: string;
}

/** How much of it is safe, in bytes. */
export interface Kept {
  readonly bytes: number;
  readonly totalBytes: number;
}

type Words = Omit<HoldSentences, 'kept'>;

/** For the receiver. `sender` is a name. */
export const receiverHoldSentences = (hold: Hold, sender: string, share: Kept): HoldSentences => ({
  ...receiverWords[hold](sender),
  kept: share.bytes === 0 ? msg('Nothing is kept yet.') : msg(str`${shareOf(share)} are kept.`),
});

/** For the sender, about one of the recipients. `recipient` is a name. */
export const senderHoldSentences = (hold: Hold, recipient: string, share: Kept): HoldSentences => ({
  ...senderWords[hold](recipient),
  kept: hold === 'no-link' ? keptForReturn(share) : keptThere(share),
});

/** What a person gets back by discarding; undefined when that is nothing. */
export const discardSentence = (keptBytes: number): string | undefined =>
  keptBytes === 0 ? undefined : msg(str`Discard frees ${formatBytes(keptBytes)} on this device.`);

const receiverWords: Readonly<Record<Hold, (sender: string) => Words>> = {
  'other-tab': () => ({
    tone: 'waiting',
    happened: msg('Another tab of this browser has this transfer.'),
    next: msg('Go on there, or resume it here.'),
  }),
  'paused-by-you': () => ({ tone: 'paused', happened: msg('You paused it.') }),
  'no-permission': () => ({
    tone: 'problem',
    happened: msg('This browser must ask you again before it writes to the place that you chose.'),
    next: msg('Resume, and allow it.'),
  }),
  'no-space': () => ({
    tone: 'problem',
    happened: msg('This device has no space left.'),
    next: msg('Make room on it, then resume.'),
  }),
  'storage-failed': () => ({
    tone: 'problem',
    happened: msg('This browser could not store what arrived.'),
    next: msg('Check the disk, then resume.'),
  }),
  'no-link': (sender) => ({
    tone: 'waiting',
    happened: msg(str`${sender} is not connected.`),
    next: msg(str`It goes on when ${sender} is back.`),
  }),
  'no-files': (sender) => ({
    tone: 'problem',
    happened: msg(str`${sender} no longer has the files at hand.`),
    next: msg(str`It goes on when ${sender} chooses the same files again.`),
  }),
  'paused-by-other': (sender) => ({ tone: 'paused', happened: msg(str`${sender} paused it.`) }),
};

const senderWords: Readonly<Record<Hold, (recipient: string) => Words>> = {
  'other-tab': () => ({
    tone: 'waiting',
    happened: msg('Another tab has this transfer.'),
    next: msg('It can go on there.'),
  }),
  'paused-by-you': () => ({ tone: 'paused', happened: msg('You paused it.') }),
  'no-permission': (recipient) => ({
    tone: 'problem',
    happened: msg(str`${recipient} must allow their browser to save again.`),
    next: msg(str`Ask ${recipient} to press Resume.`),
  }),
  'no-space': (recipient) => ({
    tone: 'problem',
    happened: msg(str`${recipient}'s device has no space left.`),
    next: msg(str`It goes on when ${recipient} has made room and resumes.`),
  }),
  'storage-failed': (recipient) => ({
    tone: 'problem',
    happened: msg(str`${recipient}'s browser could not store what arrived.`),
    next: msg(str`It goes on when ${recipient} resumes.`),
  }),
  'no-link': (recipient) => ({ tone: 'waiting', happened: msg(str`${recipient} is not connected.`) }),
  // What to do about it stands once, below all recipients.
  'no-files': () => ({ tone: 'waiting', happened: msg('Waits for the files.') }),
  'paused-by-other': (recipient) => ({ tone: 'paused', happened: msg(str`${recipient} paused it.`) }),
};

const shareOf = ({ bytes, totalBytes }: Kept): string => formatShare(bytes, totalBytes);

/** After a reload the sender does not know until the recipient says it. */
const keptThere = (share: Kept): string => (share.bytes === 0 ? '' : msg(str`${shareOf(share)} are kept there.`));

const keptForReturn = (share: Kept): string =>
  share.bytes === 0
    ? msg('It goes on when they are back.')
    : msg(str`${shareOf(share)} are kept for when they are back.`);
