import type { CloseReason, Link, LinkEvents } from '../../client/net/link.ts';
import { createSimplePeerLinks } from '../../client/net/simple-peer-link.ts';
import { fakePeerId } from '../support/fake-ids.ts';
import { Watch } from '../support/watch.ts';
import { type ContractCase, check, checkSame } from './contract.ts';

/** What a hostile peer can do on a real link and not through the port: it holds the raw data channels. */
interface HostilePair {
  readonly link: Link;
  readonly control: RTCDataChannel;
  readonly bulk: RTCDataChannel;
  readonly opened: Promise<unknown>;
  readonly ended: Promise<CloseReason>;
  readonly order: readonly string[];
  readonly watch: Watch;
}

const channels = [
  { label: 'control', id: 0 },
  { label: 'bulk', id: 1 },
] as const;

/** A link here, and a bare connection at the other end. */
function startHostilePair(iceServers: readonly RTCIceServer[] = []): HostilePair {
  const watch = new Watch();
  const order: string[] = [];
  const connection = new RTCPeerConnection();
  const [control, bulk] = channels.map(({ label, id }) =>
    connection.createDataChannel(label, { negotiated: true, id }),
  );
  if (control === undefined || bulk === undefined) throw new Error('there are two channels');
  let end: (reason: CloseReason) => void = () => undefined;
  const ended = new Promise<CloseReason>((resolve) => {
    end = resolve;
  });
  const note = (event: string) => {
    order.push(event);
    watch.notify();
  };
  const link = createSimplePeerLinks(() => iceServers)(
    { peerId: fakePeerId(2), initiator: true },
    {
      opened: () => note('opened'),
      control: () => note('control'),
      bulk: () => note('bulk'),
      unstable: () => note('unstable'),
      recovered: () => note('recovered'),
      rerouted: () => note('rerouted'),
      closed: (reason) => end(reason),
      signal: async (signal) => {
        if (signal.type === 'candidate')
          return void connection.addIceCandidate(signal.candidate as RTCIceCandidateInit);
        await connection.setRemoteDescription({ type: 'offer', sdp: signal.sdp });
        const answer = await connection.createAnswer();
        await connection.setLocalDescription(answer);
        link.receiveSignal({ type: 'answer', sdp: answer.sdp ?? '' });
      },
    },
  );
  connection.onicecandidate = ({ candidate }) => {
    if (candidate?.candidate) {
      const { candidate: line, sdpMid, sdpMLineIndex } = candidate;
      link.receiveSignal({ type: 'candidate', candidate: { candidate: line, sdpMid, sdpMLineIndex } });
    }
  };
  const bothOpen = Promise.all(
    [control, bulk].map((channel) => new Promise<unknown>((resolve) => channel.addEventListener('open', resolve))),
  );
  const opened = Promise.all([bothOpen, watch.until(() => order.includes('opened'))]);
  return { link, control, bulk, opened, ended, order, watch };
}

/** Gathers every channel that is made while `make` runs. */
function channelsOf<Made>(make: () => Made): { readonly made: Made; readonly channels: readonly RTCDataChannel[] } {
  const gathered: RTCDataChannel[] = [];
  const { createDataChannel } = RTCPeerConnection.prototype;
  RTCPeerConnection.prototype.createDataChannel = function (label, init) {
    const channel = createDataChannel.call(this, label, init);
    gathered.push(channel);
    return channel;
  };
  const made = make();
  Object.assign(RTCPeerConnection.prototype, { createDataChannel });
  return { made, channels: gathered };
}

/** simple-peer tells of its opening once it has asked for statistics: here those come later than the first message. */
function delayOpeningUntilFirstMessage(): () => void {
  const { createDataChannel, getStats } = RTCPeerConnection.prototype;
  let arrive: () => void = () => undefined;
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  RTCPeerConnection.prototype.createDataChannel = function (label, init) {
    const channel = createDataChannel.call(this, label, init);
    channel.addEventListener('message', () => arrive());
    return channel;
  };
  RTCPeerConnection.prototype.getStats = async function () {
    await arrived;
    return getStats.call(this);
  };
  return () => Object.assign(RTCPeerConnection.prototype, { createDataChannel, getStats });
}

const iceUser = ({ sdp }: { readonly sdp: string }) => /^a=ice-ufrag:(.*)$/m.exec(sdp)?.[1]?.trim();

/** Both ends of a link, with the descriptions that the caller has sent; `lose` says which of them do not arrive. */
function startPair(lose: (offers: number) => boolean = () => false) {
  const watch = new Watch();
  const offers: { readonly type: string; readonly sdp: string }[] = [];
  let answers = 0;
  const openLink = createSimplePeerLinks(() => []);
  const opened = [false, false];
  const events = (at: 0 | 1, signal: LinkEvents['signal']): LinkEvents => ({
    signal,
    opened: () => {
      opened[at] = true;
      watch.notify();
    },
    control: () => undefined,
    bulk: () => undefined,
    unstable: () => undefined,
    recovered: () => undefined,
    rerouted: () => undefined,
    closed: () => undefined,
  });
  const caller: Link = openLink(
    { peerId: fakePeerId(2), initiator: true },
    events(0, (signal) => {
      const isOffer = signal.type === 'offer' || signal.type === 'restart';
      if (isOffer) offers.push(signal);
      watch.notify();
      if (!isOffer || !lose(offers.length)) called.receiveSignal(signal);
    }),
  );
  const called: Link = openLink(
    { peerId: fakePeerId(1), initiator: false },
    events(1, (signal) => {
      if (signal.type === 'answer') answers += 1;
      caller.receiveSignal(signal);
      watch.notify();
    }),
  );
  return {
    caller,
    offers,
    opened: watch.until(() => opened.every(Boolean)),
    untilOffers: (count: number) => watch.until(() => offers.length === count),
    untilAnswers: (count: number) => watch.until(() => answers === count),
    close: () => {
      for (const link of [caller, called]) link.close({ type: 'closed-here' });
    },
  };
}

export const simplePeerLinkCases: readonly ContractCase<void>[] = [
  {
    name: 'a server that the browser refuses does not keep a link from opening',
    run: () => startHostilePair([{ urls: 'stun:otter:0' }]).opened.then(() => undefined),
  },
  {
    name: 'looking for another way makes a new offer, which is answered',
    run: async () => {
      const pair = startPair();
      await pair.opened;
      pair.caller.restartIce();
      await pair.untilAnswers(2);
      const [first, second] = pair.offers.map(iceUser);
      check(first !== undefined && second !== undefined && first !== second, 'another ICE user');
      checkSame(
        pair.offers.map(({ type }) => type),
        ['offer', 'restart'],
        'what is a call',
      );
      pair.close();
    },
  },
  {
    name: 'looking for another way once more repeats an offer that was lost',
    run: async () => {
      const pair = startPair((offers) => offers === 2);
      await pair.opened;
      pair.caller.restartIce();
      await pair.untilOffers(2);
      pair.caller.restartIce();
      await pair.untilAnswers(2);
      const [, second, third] = pair.offers.map(iceUser);
      check(second === third, 'the same offer');
      pair.close();
    },
  },
  {
    name: 'what comes while a link opens waits until it has opened',
    run: async () => {
      const restore = delayOpeningUntilFirstMessage();
      const { control, watch, order } = startHostilePair();
      control.onopen = () => control.send('early');
      await watch.until(() => order.length === 2);
      restore();
      checkSame(order, ['opened', 'control'], 'what happened');
    },
  },
  ...(['offer', 'answer'] as const).map((type) => ({
    name: `an ${type} with another certificate ends an open link as intercepted`,
    run: async () => {
      const { opened, link, ended } = startHostilePair();
      await opened;
      const fingerprint = Array(32).fill('00').join(':');
      link.receiveSignal({ type, sdp: `v=0\r\na=fingerprint:sha-256 ${fingerprint}\r\n` });
      checkSame(await ended, { type: 'intercepted' }, 'the end');
    },
  })),
  {
    name: 'a message for a channel that is closing ends the link as lost, and throws nothing',
    run: async () => {
      const { made, channels: all } = channelsOf(() => startHostilePair());
      const { link, control, opened, ended } = made;
      await opened;
      all.find((channel) => channel.id === control.id && channel !== control)?.close();
      link.send({ type: 'renamed', name: 'Ann' });
      checkSame(await ended, { type: 'lost' }, 'the end');
    },
  },
  {
    name: 'bytes on the control channel break the protocol',
    run: async () => {
      const { opened, control, ended, order } = startHostilePair();
      await opened;
      control.send(new Uint8Array([123, 125]));
      const reason = await ended;
      checkSame(reason, { type: 'broke-protocol', detail: 'bytes on the control channel' }, 'the end');
      check(!order.includes('control'), 'the bytes not to be passed on');
    },
  },
  {
    name: 'text on the bulk channel breaks the protocol',
    run: async () => {
      const { opened, bulk, ended, order } = startHostilePair();
      await opened;
      bulk.send('text');
      const reason = await ended;
      checkSame(reason, { type: 'broke-protocol', detail: 'text on the bulk channel' }, 'the end');
      check(!order.includes('bulk'), 'the text not to be passed on');
    },
  },
];
