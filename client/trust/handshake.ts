import { equalBytes } from '@noble/curves/utils.js';
import { assertNever } from '../../shared/assert-never.ts';
import type { IdentityKey } from '../../shared/ids.ts';
import { type HandshakeMessage, PEER_PROTOCOL_VERSION, ProtocolError } from '../../shared/peer-protocol.ts';
import { fromHex, type RandomBytes, toHex } from '../../shared/random.ts';
import {
  type Agreement,
  agree,
  associatedData,
  type Both,
  confirm,
  cpaceInputs,
  introductionText,
  type LinkEnd,
} from './agreement.ts';
import { type CPaceInputs, calculateGenerator, sampleScalar, scalarMult } from './cpace.ts';
import { type Identity, isSignedBy, sign } from './identity.ts';
import type { Octets, PublicShare } from './octet-strings.ts';

/**
 * What both ends of a fresh link say before anything else, as a pure state machine: they show that they have the same
 * code and the same connection, then who they are. Both do the same at the same time.
 */

export interface HandshakeSetup extends LinkEnd {
  readonly identity: Identity;
  /** What this end's person is called when it is told. */
  readonly ownName: () => string;
}

/** Who is at the other end, as they have proved it. */
export interface Introduction {
  readonly identity: IdentityKey;
  readonly name: string;
}

/** Why there can be no link. */
export type HandshakeFailure =
  /** The other end does not have the same room code. */
  | { readonly type: 'wrong-code' }
  /** It has, and the ends are not connected to each other: somebody is in the middle. */
  | { readonly type: 'intercepted' }
  /** The page at one end is older than the other one. */
  | { readonly type: 'old-version'; readonly end: 'here' | 'there' }
  /** Too many handshakes have failed from one address, or in one room: one end does not go on for some minutes. */
  | { readonly type: 'too-many-tries' };

export type HandshakeState =
  | { readonly status: 'awaiting-hello'; readonly nonce: Octets; readonly y: bigint }
  | {
      readonly status: 'awaiting-share';
      readonly y: bigint;
      readonly inputs: CPaceInputs;
      readonly share: PublicShare;
      readonly otherAD: Octets;
    }
  | { readonly status: 'awaiting-confirmation'; readonly agreement: Agreement; readonly otherShare: PublicShare }
  | { readonly status: 'awaiting-introduction'; readonly agreement: Agreement }
  | { readonly status: 'done'; readonly introduction: Introduction }
  /** Refused here; the other end may not have read yet what tells it why. */
  | { readonly status: 'refusing'; readonly reason: HandshakeFailure }
  /** Refused at both ends. */
  | { readonly status: 'refused'; readonly reason: HandshakeFailure };

export interface HandshakeStep {
  readonly state: HandshakeState;
  /** To be sent, in this order. */
  readonly messages: readonly HandshakeMessage[];
}

type MessageType = HandshakeMessage['type'];
type MessageOf<Type extends MessageType> = Extract<HandshakeMessage, { type: Type }>;
type StateOf<Status> = Extract<HandshakeState, { status: Status }>;

const NONCE_BYTES = 16;

export function beginHandshake(randomBytes: RandomBytes): HandshakeStep {
  const nonce = randomBytes(NONCE_BYTES);
  return {
    state: { status: 'awaiting-hello', nonce, y: sampleScalar(randomBytes) },
    messages: [{ type: 'hello', version: PEER_PROTOCOL_VERSION, nonce: toHex(nonce) }],
  };
}

/** What follows from a message of the other end. Throws {@link ProtocolError} for one that is out of place. */
export function stepHandshake(setup: HandshakeSetup, state: HandshakeState, message: HandshakeMessage): HandshakeStep {
  switch (state.status) {
    case 'awaiting-hello':
      return readHello(setup, state, expectType(message, 'hello'));
    case 'awaiting-share':
      return readShare(setup, state, expectType(message, 'key-share'));
    case 'awaiting-confirmation':
      // An end that goes no further has got what it needs to try one guess, and gives nothing for it.
      if (message.type === 'refusal') return stay({ status: 'refused', reason: { type: 'too-many-tries' } });
      return readConfirmation(setup, state, expectType(message, 'key-confirmation'));
    case 'awaiting-introduction':
      return readIntroduction(setup, state, expectType(message, 'introduction'));
    case 'refusing':
      return message.type === 'refusal' ? { state: { ...state, status: 'refused' }, messages: [] } : stay(state);
    case 'done':
    case 'refused':
      throw new ProtocolError(`"${message.type}" came after the handshake`);
    default:
      return assertNever(state);
  }
}

/** In place of the confirmation by which the other end could see whether its guess was right. */
export const refuseToConfirm = (): HandshakeStep => refuse({ type: 'too-many-tries' });

function readHello(
  setup: HandshakeSetup,
  state: StateOf<'awaiting-hello'>,
  { version, nonce }: MessageOf<'hello'>,
): HandshakeStep {
  if (version !== PEER_PROTOCOL_VERSION) {
    return refuse({ type: 'old-version', end: version < PEER_PROTOCOL_VERSION ? 'there' : 'here' });
  }
  if (nonce === undefined) throw new ProtocolError('a hello without a nonce');
  const nonces: Both<Octets> = { own: state.nonce, other: fromHex(nonce) };
  const inputs = cpaceInputs(setup, nonces);
  const Y = scalarMult(state.y, calculateGenerator(inputs));
  return {
    state: {
      status: 'awaiting-share',
      y: state.y,
      inputs,
      share: { Y, AD: associatedData(setup.self, nonces.own) },
      otherAD: associatedData(setup.other, nonces.other),
    },
    messages: [{ type: 'key-share', share: toHex(Y) }],
  };
}

function readShare(
  setup: HandshakeSetup,
  { y, inputs, share, otherAD }: StateOf<'awaiting-share'>,
  message: MessageOf<'key-share'>,
): HandshakeStep {
  const otherShare: PublicShare = { Y: fromHex(message.share), AD: otherAD };
  const agreement = agree(setup, inputs, y, { own: share, other: otherShare });
  if (agreement === undefined) throw new ProtocolError('its key share is no point');
  const { words, link } = confirm(agreement, share);
  return {
    state: { status: 'awaiting-confirmation', agreement, otherShare },
    messages: [{ type: 'key-confirmation', words: toHex(words), link: toHex(link) }],
  };
}

function readConfirmation(
  setup: HandshakeSetup,
  { agreement, otherShare }: StateOf<'awaiting-confirmation'>,
  message: MessageOf<'key-confirmation'>,
): HandshakeStep {
  const expected = confirm(agreement, otherShare);
  const hasLink = equalBytes(expected.link, fromHex(message.link));
  const hasWords = equalBytes(expected.words, fromHex(message.words));
  if (!hasWords) return refuse({ type: 'wrong-code' });
  if (!hasLink) return refuse({ type: 'intercepted' });
  return { state: { status: 'awaiting-introduction', agreement }, messages: [introduce(setup, agreement)] };
}

function introduce({ identity, self, ownName }: HandshakeSetup, { binding }: Agreement): HandshakeMessage {
  const name = ownName();
  const signature = toHex(sign(identity, introductionText(binding, self, name)));
  return { type: 'introduction', identity: identity.publicKey, signature, name };
}

function readIntroduction(
  { other }: HandshakeSetup,
  { agreement: { binding } }: StateOf<'awaiting-introduction'>,
  { identity, signature, name }: MessageOf<'introduction'>,
): HandshakeStep {
  if (!isSignedBy(identity, introductionText(binding, other, name), fromHex(signature))) {
    throw new ProtocolError('it does not have the identity that it claims');
  }
  return stay({ status: 'done', introduction: { identity, name } });
}

const stay = (state: HandshakeState): HandshakeStep => ({ state, messages: [] });

const refuse = (reason: HandshakeFailure): HandshakeStep => ({
  state: { status: 'refusing', reason },
  messages: [{ type: 'refusal' }],
});

function expectType<Type extends MessageType>(message: HandshakeMessage, type: Type): MessageOf<Type> {
  if (message.type !== type) throw new ProtocolError(`"${message.type}" came instead of "${type}"`);
  return message as MessageOf<Type>;
}
