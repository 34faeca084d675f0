import { msg, str } from '@lit/localize';
import { assertNever } from '../../shared/assert-never.ts';
import { NAME_LENGTH_MAX, TRANSFER_FILES_MAX } from '../../shared/limits.ts';
import type { NameCheck } from '../../shared/names.ts';
import type { RoomCodeProblem, RoomNumber } from '../../shared/room-code.ts';
import { formatCount } from '../languages/numbers.ts';
import type { Cause } from '../net/diagnosis.ts';
import type { CloseReason } from '../net/link.ts';
import type { SignalingError } from '../net/signaling.ts';
import type { SourceProblem } from '../transfer/files/source-error.ts';
import type { HandshakeFailure } from '../trust/handshake.ts';
import type { NotLetIn } from './letting-in.ts';

/** Every trouble in one sentence or two: what happened, whose side it is on, what to do. */

export function codeSentence(problem: RoomCodeProblem): string {
  switch (problem.type) {
    case 'shape':
      return msg('That is not a room code. A code is a number and two words, such as 42-amber-otter.');
    case 'number':
      return msg('A room code begins with a number from 1 to 9999. Check the code and type it again.');
    case 'word':
      return problem.suggestion === undefined
        ? msg(str`No room code has the word “${problem.word}”. Check the code and type it again.`)
        : msg(str`No room code has the word “${problem.word}”. Did you mean “${problem.suggestion}”?`);
    default:
      return assertNever(problem);
  }
}

export function enterSentence({ code }: SignalingError): string {
  switch (code) {
    case 'no-such-room':
      return msg('This room has ended, or the code is wrong. Check the code, or open the room again.');
    case 'room-full':
      return msg('This room is full. Ask somebody to leave it, or create another room.');
    case 'too-many-rooms':
      return msg('The server has as many rooms as it may. Try again when another room has ended.');
    case 'rate-limited':
      return msg('This browser asked the server too often. Wait a few seconds and try again.');
    case 'store-unreachable':
      return msg(
        'The server cannot reach its store, so nobody can enter a room now. Try again in a minute; whoever is connected stays connected.',
      );
    case 'unreachable':
      return msg(
        'The Lanline server cannot be reached. Check that it runs and that you are on its network, then try again.',
      );
    case 'bad-request':
    case 'already-in-a-room':
    case 'not-in-a-room':
    case 'peer-id-taken':
    case 'no-such-member':
      return msg('The server did not understand this page. Reload the page and try again.');
    default:
      return assertNever(code);
  }
}

export const noWebRtcSentence = (): string =>
  msg(
    'This browser cannot connect to others: it has no WebRTC, or a setting turns it off. Use another browser, or allow it.',
  );

export const serverGoneSentence = (): string => msg('The server is gone; everybody who is connected stays connected.');
export const serverBackSentence = (): string => msg('The server is back.');

export const seatTakenSentence = (): string =>
  msg('A copy of this tab took its place in the room. Go on there, or join again here as somebody else.');

/** Why somebody cannot be reached; undefined for ends that need no explanation. */
export function linkSentence(reason: CloseReason): string {
  switch (reason.type) {
    case 'timed-out':
      return msg('their page has not answered yet; this page goes on trying');
    case 'failed':
      return msg(str`the browsers could not connect (${reason.detail})`);
    case 'broke-protocol':
      return msg(str`dropped, because ${reason.detail}`);
    case 'wrong-code':
      return msg('they came with another room code; ask them to check it and to join again');
    case 'intercepted':
      return msg('somebody tried to get between your two browsers; try another network');
    case 'old-version':
      return reason.end === 'here'
        ? msg('this page is older than theirs; reload it')
        : msg('their page is older than this one; ask them to reload it');
    case 'too-many-tries':
      return msg('too many wrong codes were tried; wait ten minutes, then join again');
    case 'lost':
      return msg('the connection broke');
    case 'left':
    case 'closed-here':
      return msg('left');
    default:
      return assertNever(reason);
  }
}

/** `detail` is for developers, in English. */
export const droppedSentence = (name: string, detail: string): string =>
  msg(str`${name} was dropped, because ${detail}. Everything else goes on.`);

/** What it looks like when no link comes about, and what to do. */
export function causeSentence(cause: Cause): string {
  switch (cause.type) {
    case 'local-network-denied':
      return msg(
        'your browser denies this page the local network. Allow it in the settings of this page, beside its address, and reload it',
      );
    case 'server-unreachable':
      return msg(
        'the Lanline server cannot be reached, and a new link needs it. Check that it runs; this page goes on trying',
      );
    case 'no-answer':
      return msg('their page does not answer. It may be asleep on a phone: ask them to look at it');
    case 'no-candidates':
      return cause.end === 'here'
        ? msg(
            'your browser found no network. Check that this device is on the network, and that no setting or extension turns WebRTC off',
          )
        : msg(
            'their browser found no network. Check that that device is on the network, and that no setting or extension turns WebRTC off',
          );
    case 'udp-blocked':
      return cause.end === 'here'
        ? msg(
            'UDP is blocked at your end, even to the server. Allow it in the firewall or VPN of this device, or ask for a TURN server to be set up',
          )
        : msg(
            'UDP is blocked at their end, even to the server. Allow it in the firewall or VPN of that device, or ask for a TURN server to be set up',
          );
    case 'multicast-blocked':
      return msg(
        'multicast is blocked on this network, and nothing else tells where your devices are. Ask for the server to be started without --no-stun',
      );
    case 'kept-apart':
      return msg(
        'both devices reach the server, but no packet passes between them. Guest networks do that (client isolation), and firewalls that block UDP: use another network, or ask for a TURN server to be set up',
      );
    case 'unfinished':
      return msg(
        'your devices hear each other, but too few packets pass. The network may be very weak; this page goes on trying',
      );
    default:
      return assertNever(cause);
  }
}

/** That somebody was not let in, for everybody who would not let them; undefined for what would be said too often. */
export function refusalSentence(reason: HandshakeFailure): string | undefined {
  switch (reason.type) {
    case 'wrong-code':
      return msg('Someone tried a wrong code.');
    case 'intercepted':
      return msg(
        'Somebody tried to get between this browser and another one in the room, so these two are not connected. Try another network, and tell whoever runs this server.',
      );
    case 'old-version':
      return reason.end === 'here'
        ? msg('This page is older than another one in the room, and was not connected to it. Reload this page.')
        : msg('Someone came with an older page, and was not connected. Ask them to reload it.');
    case 'too-many-tries':
      return undefined;
    default:
      return assertNever(reason);
  }
}

/** To somebody whom nobody in the room let in. */
export const notLetInSentence = (room: RoomNumber, reason: NotLetIn): string =>
  reason === 'wrong-code'
    ? msg(str`Nobody in room ${room} knows these words. Check the code and join again.`)
    : msg(str`Too many wrong codes were tried in room ${room}. Wait ten minutes, check the code and join again.`);

/** Of somebody whose name is known with another key. */
export const otherKeySentence = (name: string): string =>
  msg(
    str`Somebody calls themselves ${name}, and is not the ${name} whom this browser has met: they come with another key. It may be the same person with another browser. Make sure before you send them anything, then open them under People.`,
  );

export function nameSentence(check: Extract<NameCheck, { ok: false }>): string {
  return check.reason === 'empty'
    ? msg('A name needs at least one visible character.')
    : msg(str`A name can have ${NAME_LENGTH_MAX} characters at most.`);
}

export function filesSentence(problem: 'no-recipients' | SourceProblem): string {
  switch (problem) {
    case 'no-recipients':
      return msg('Nobody is connected to receive files. Share the room code, and send them when somebody is here.');
    case 'no-files':
      return msg('There was no file in that. Choose one or more files, or a folder.');
    case 'too-many-files':
      return msg(str`These are too many files for one offer. Send at most ${formatCount(TRANSFER_FILES_MAX)} at once.`);
    case 'too-large':
      return msg('These files are too large together. Send them in several offers.');
    case 'list-too-long':
      return msg('The names of these files and their folders are too long together. Send them in several offers.');
    default:
      return assertNever(problem);
  }
}
