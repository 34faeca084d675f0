import { beforeAll, describe, expect, test } from 'vitest';
import type { Hasher } from '../../../client/transfer/pieces/hasher.ts';
import { type ResumeClaim, resumeTag } from '../../../client/transfer/resume-tag.ts';
import { parseControlMessage } from '../../../shared/peer-protocol.ts';
import { createFakeHasher } from '../../support/fake-hasher.ts';
import { fakePeerId, fakeTransferId } from '../../support/fake-ids.ts';

const claim: ResumeClaim = {
  transfer: fakeTransferId(1),
  recipient: fakePeerId(2),
  claimant: fakePeerId(3),
  sender: fakePeerId(4),
};

let hasher: Hasher;

beforeAll(async () => {
  hasher = await createFakeHasher();
});

describe('a resume tag', () => {
  test('is the same on both sides', async () => {
    expect(await resumeTag(hasher, claim)).toBe(await resumeTag(hasher, { ...claim }));
  });

  test.each<Partial<ResumeClaim>>([
    { transfer: fakeTransferId(9) },
    { recipient: fakePeerId(9) },
    { claimant: fakePeerId(9) },
    { sender: fakePeerId(9) },
    { claimant: claim.sender, sender: claim.claimant },
  ])('is another one for %o', async (other) => {
    expect(await resumeTag(hasher, { ...claim, ...other })).not.toBe(await resumeTag(hasher, claim));
  });

  test('does not show the transfer’s id, and fits its message', async () => {
    const tag = await resumeTag(hasher, claim);
    expect(tag).not.toContain(claim.transfer);
    const message = { type: 'transfer-wanted', tag, recipient: claim.recipient };
    expect(parseControlMessage(JSON.stringify(message))).toEqual(message);
  });
});
