import type { Page } from 'playwright-core';

/**
 * The reference: one RTCDataChannel between two pages, nothing else. Message size and water marks are the fastest that
 * Chromium has on a two-core machine; what arrives is counted and thrown away.
 */
const SETTINGS = { messageBytes: 64 * 1024, highWaterBytes: 256 * 1024, lowWaterBytes: 128 * 1024 };

interface BenchPage {
  readonly connection: RTCPeerConnection;
  readonly channel: RTCDataChannel;
}

declare global {
  var bench: BenchPage;
}

/** Opens a channel between two blank pages; answers a function that sends bytes over it and answers the seconds. */
export async function openBareChannel(from: Page, to: Page): Promise<(totalBytes: number) => Promise<number>> {
  await Promise.all([from.evaluate(createChannel), to.evaluate(createChannel)]);
  const offer = await from.evaluate(describe, undefined);
  const answer = await to.evaluate(describe, offer);
  await from.evaluate((sdp) => bench.connection.setRemoteDescription({ type: 'answer', sdp }), answer);
  await from.evaluate(waitUntilOpen);
  return async (totalBytes) => {
    const received = to.evaluate(receive, totalBytes);
    const startedAt = performance.now();
    await from.evaluate(send, { ...SETTINGS, totalBytes });
    await received;
    return (performance.now() - startedAt) / 1_000;
  };
}

// What follows runs in the pages.

function createChannel(): void {
  const connection = new RTCPeerConnection();
  const channel = connection.createDataChannel('bare', { negotiated: true, id: 0 });
  channel.binaryType = 'arraybuffer';
  globalThis.bench = { connection, channel };
}

/** Makes an offer, or answers one; answers it with all of its candidates. */
async function describe(offer: string | undefined): Promise<string> {
  const { connection } = bench;
  const gathered = new Promise<void>((resolve) => {
    connection.onicecandidate = ({ candidate }) => candidate === null && resolve();
  });
  if (offer !== undefined) await connection.setRemoteDescription({ type: 'offer', sdp: offer });
  await connection.setLocalDescription();
  await gathered;
  return connection.localDescription?.sdp ?? '';
}

function waitUntilOpen(): Promise<void> {
  const { channel } = bench;
  return new Promise((resolve) => {
    if (channel.readyState === 'open') resolve();
    channel.onopen = () => resolve();
  });
}

async function send(settings: typeof SETTINGS & { totalBytes: number }): Promise<void> {
  const { channel } = bench;
  const message = new Uint8Array(settings.messageBytes);
  channel.bufferedAmountLowThreshold = settings.lowWaterBytes;
  for (let sent = 0; sent < settings.totalBytes; sent += message.length) {
    if (channel.bufferedAmount >= settings.highWaterBytes) {
      await new Promise((resolve) => {
        channel.onbufferedamountlow = resolve;
      });
    }
    channel.send(message);
  }
}

function receive(totalBytes: number): Promise<void> {
  const { channel } = bench;
  let received = 0;
  return new Promise((resolve) => {
    channel.onmessage = ({ data }) => {
      received += data.byteLength;
      if (received >= totalBytes) resolve();
    };
  });
}
