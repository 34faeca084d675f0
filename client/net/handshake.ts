import { type ControlMessage, PEER_PROTOCOL_VERSION, ProtocolError } from '../../shared/peer-protocol.ts';

/** What both ends of a fresh link say before anything else: which protocol they speak, and who they are. */

export interface Introduction {
  readonly name: string;
}

export const introduce = (name: string): ControlMessage => ({ type: 'hello', version: PEER_PROTOCOL_VERSION, name });

/** Reads the first message of a link. Throws {@link ProtocolError} unless it is a hello in this protocol. */
export function readIntroduction(message: ControlMessage): Introduction {
  if (message.type !== 'hello') throw new ProtocolError(`a link began with "${message.type}" instead of "hello"`);
  if (message.version !== PEER_PROTOCOL_VERSION) {
    throw new ProtocolError(`it speaks version ${message.version} of the protocol, this page ${PEER_PROTOCOL_VERSION}`);
  }
  return { name: message.name };
}
