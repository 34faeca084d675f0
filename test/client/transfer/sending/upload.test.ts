import { beforeEach, describe, expect, test } from 'vitest';
import type { LinkedPeer } from '../../../../client/transfer/linked-peer.ts';
import { type TransferBegun, Upload } from '../../../../client/transfer/sending/upload.ts';
import type { Hold, RecipientState } from '../../../../client/transfer/transfer-state.ts';
import { ProtocolError, pauseReasons } from '../../../../shared/peer-protocol.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { fakePeerId, fakeTransferId } from '../../../support/fake-ids.ts';

const recipient = fakePeerId(2);
/** Who is linked; an upload only hands it on. */
const peer = { peerId: fakePeerId(3) } as LinkedPeer;

const begun = (savedBytes: number, wantedBytes = 100): TransferBegun => ({
  type: 'transfer-begun',
  transfer: fakeTransferId(1),
  wantedBytes,
  savedBytes,
  proof: [],
});

let clock: ReturnType<typeof createFakeClock>;
let states: RecipientState[];
let upload: Upload;

function createUpload(...holds: readonly Hold[]): Upload {
  return new Upload({ recipient, totalBytes: 1_000, holds, now: clock.now, changed: (state) => states.push(state) });
}

beforeEach(() => {
  clock = createFakeClock();
  states = [];
  upload = createUpload();
});

describe('an upload', () => {
  test('waits for an answer once it is linked', () => {
    upload.linked(peer);
    expect(upload.state).toEqual({ status: 'waiting' });
    expect(upload.peer).toBe(peer);
    expect(upload.hasBegun).toBe(false);
  });

  test('goes on from what the recipient has', () => {
    upload.linked(peer);
    upload.begun(begun(30));
    expect(upload.state).toMatchObject({ status: 'sending', progress: { bytes: 30, totalBytes: 100 } });
    clock.advance(1_000);
    upload.sent(20);
    expect(upload.state).toMatchObject({ progress: { bytes: 50, bytesPerSecond: 20 } });
    expect(upload.hasBegun).toBe(true);
  });

  test('counts anew when the recipient begins anew', () => {
    upload.linked(peer);
    upload.begun(begun(0));
    upload.sent(60);
    upload.begun(begun(40));
    expect(upload.state).toMatchObject({ status: 'sending', progress: { bytes: 40 } });
  });

  test('does not believe that somebody has more than they want', () => {
    upload.linked(peer);
    expect(() => upload.begun(begun(101))).toThrow(ProtocolError);
    expect(upload.hasBegun).toBe(false);
  });

  test('is held with what was sent while the link is lost, and knows nobody to send to', () => {
    upload.linked(peer);
    upload.begun(begun(30));
    upload.hold('no-link', true);
    expect(upload.state).toEqual({ status: 'held', hold: 'no-link', sentBytes: 30, totalBytes: 100 });
    expect(upload.peer).toBeUndefined();
  });

  test.each([
    ['by-person', 'paused-by-other'],
    ['no-space', 'no-space'],
    ['storage-failed', 'storage-failed'],
  ] as const)('is held by a recipient’s %s until they go on, or link anew', (reason, hold) => {
    upload.linked(peer);
    upload.begun(begun(30));
    upload.pausedByRecipient(reason);
    expect(upload.state).toEqual({ status: 'held', hold, sentBytes: 30, totalBytes: 100 });
    upload.continuedByRecipient();
    expect(upload.state).toMatchObject({ status: 'sending', progress: { bytes: 30 } });
    upload.pausedByRecipient(reason);
    upload.linked(peer);
    expect(upload.state).toMatchObject({ status: 'sending' });
  });

  test('is not let go by its recipient when something else holds it', () => {
    upload.linked(peer);
    upload.hold('paused-by-you', true);
    for (const reason of pauseReasons) upload.pausedByRecipient(reason);
    upload.continuedByRecipient();
    upload.linked(peer);
    expect(upload.state).toMatchObject({ status: 'held', hold: 'paused-by-you' });
  });

  test('begins with the holds of an earlier page', () => {
    upload = createUpload('no-files');
    upload.linked(peer);
    expect(upload.state).toMatchObject({ status: 'held', hold: 'no-files' });
    upload.hold('no-files', false);
    expect(upload.state).toEqual({ status: 'waiting' });
  });

  test('ends once, and stays as it ended', () => {
    upload.linked(peer);
    upload.end({ status: 'declined' });
    const count = states.length;
    upload.end({ status: 'saved' });
    upload.hold('no-link', true);
    upload.sent(10);
    upload.begun(begun(0));
    expect(upload.state).toEqual({ status: 'declined' });
    expect(states).toHaveLength(count);
  });
});
