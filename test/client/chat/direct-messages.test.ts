import { beforeEach, describe, expect, test } from 'vitest';
import { type ChatControlMessage, ChatSync } from '../../../client/chat/chat-sync.ts';
import type { PeerId } from '../../../shared/ids.ts';
import { type ChatMessage, ProtocolError } from '../../../shared/peer-protocol.ts';
import {
  annId,
  arrive,
  benId,
  bens,
  cyId,
  cys,
  history,
  known,
  live,
  only,
  own,
  received,
  revised,
} from '../../support/fake-chat.ts';
import { fakeKeyOf } from '../../support/fake-ids.ts';

/** Ann's. */
let sync: ChatSync;

beforeEach(() => {
  sync = new ChatSync(annId, fakeKeyOf(annId));
});

const fromBen = (message: ChatControlMessage) => arrive(sync, benId, message);
const isHere = (...messages: ChatMessage[]) => expect(sync.messages).toEqual(messages);

/** Links somebody, who has these; answers with all that goes to them. */
function link(peerId: PeerId, key = fakeKeyOf(peerId), ...messages: ChatMessage[]): ChatControlMessage[] {
  const up = sync.linkUp(peerId, key);
  const compared = arrive(sync, peerId, known(...messages));
  return [...up.sends, ...compared.sends].map(({ message }) => message);
}

describe('a direct message', () => {
  test('goes over the link to its addressee alone', () => {
    link(benId);
    link(cyId);
    expect(sync.say(only(benId, own(1))).sends).toEqual([{ to: benId, message: live(only(benId, own(1))) }]);
    expect(sync.say(revised(only(benId, own(1)), 1)).sends.map(({ to }) => to)).toEqual([benId]);
  });

  test('waits for a link that is lost, and is neither listed to others nor handed on to them', () => {
    sync.say(only(benId, own(1)));
    sync.say(own(2));
    expect(link(cyId)).toEqual([known(own(2)), history(own(2))]);
    expect(link(benId)).toEqual([known(only(benId, own(1)), own(2)), history(only(benId, own(1)), own(2))]);
  });

  test('is not handed on by its addressee either, but to its author, who may have lost it', () => {
    link(benId);
    fromBen(live(only(annId, bens(1))));
    isHere(only(annId, bens(1)));
    expect(link(cyId)).toEqual([known(), history()]);
    sync.linkDown(benId);
    expect(link(benId)).toEqual([known(only(annId, bens(1))), history(only(annId, bens(1)))]);
  });

  test('is not for whoever comes under the addressee’s or the author’s id with another key', () => {
    link(benId);
    fromBen(live(only(annId, bens(1))));
    sync.say(only(benId, own(2)));
    sync.linkDown(benId);
    expect(link(benId, fakeKeyOf(cyId))).toEqual([known(), history()]);
    expect(sync.say(revised(only(benId, own(2)), 1)).sends).toEqual([]);
  });

  test('comes back to its author after a reload, from its addressee', () => {
    link(benId, fakeKeyOf(benId), only(benId, own(1)));
    expect(fromBen(history(only(benId, own(1)))).delivered).toEqual([{ id: own(1).id, to: benId }]);
    isHere(only(benId, own(1)));
  });

  test('is delivered to its addressee alone, whoever else says to have it', () => {
    link(benId);
    link(cyId);
    sync.say(only(benId, own(1)));
    expect(arrive(sync, cyId, received(own(1))).delivered).toEqual([]);
    expect(fromBen(received(own(1))).delivered).toEqual([{ id: own(1).id, to: benId }]);
  });

  test.each<[string, ChatControlMessage]>([
    ['new, for somebody else', live(only(cyId, bens(1)))],
    ['new, for the sender', live(only(benId, bens(1)))],
    ['new, for this tab in another browser', live({ ...bens(1), to: { peerId: annId, key: fakeKeyOf(cyId) } })],
    ['as history, between others', history(only(benId, cys(1)))],
    ['as history, by a third person', history(only(annId, cys(1)))],
    ['as history, to a third person', history(only(cyId, own(1)))],
  ])('that goes astray is a fault of who sends it: %s', (_what, message) => {
    link(benId);
    expect(() => fromBen(message)).toThrow(ProtocolError);
    isHere();
  });
});
