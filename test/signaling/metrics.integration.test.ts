import { afterEach, describe, expect, test } from 'vitest';
import { createRoom, openSignalingLab, type SignalingLab, sendAnything } from '../support/signaling-lab.ts';

let lab: SignalingLab | undefined;

afterEach(() => lab?.close());

async function readMetrics({ url }: SignalingLab): Promise<string> {
  const response = await fetch(`${url}/metrics`);
  expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  return response.text();
}

describe('/metrics', () => {
  test('tells of connections, rooms, answers and the event loop, and of nobody in particular', async () => {
    lab = await openSignalingLab({ options: { metrics: true } });
    const [ann, ben] = [await lab.connect(), await lab.connect()];
    const { peerId, seatToken } = await createRoom(ann);
    await sendAnything(ben, 'join-room', { room: 'none' });
    await sendAnything(ben, 'no-such-event-for-sure', {});
    const text = await readMetrics(lab);
    for (const line of [
      'lanline_connections 2',
      'lanline_rooms 1',
      'lanline_members 1',
      'lanline_events_total{event="create-room",answer="ok"} 1',
      'lanline_events_total{event="join-room",answer="bad-request"} 1',
      'lanline_events_total{event="unknown",answer="bad-request"} 1',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
    expect(text).toContain('nodejs_eventloop_lag_seconds');
    for (const secret of [peerId, seatToken, 'no-such-event-for-sure', '127.0.0.1']) expect(text).not.toContain(secret);
  });

  test('counts who is turned away, by reason', async () => {
    lab = await openSignalingLab({ options: { metrics: true } });
    const headers = { origin: 'http://elsewhere.test' };
    await fetch(`${lab.url}/socket.io/?EIO=4&transport=polling`, { headers });
    expect(await readMetrics(lab)).toContain('lanline_turned_away_total{reason="wrong-origin"} 1');
  });

  test('is not there unless it was asked for', async () => {
    lab = await openSignalingLab();
    expect((await fetch(`${lab.url}/metrics`)).status).toBe(404);
  });
});
