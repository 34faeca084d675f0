import { describe, test } from 'vitest';
import { linkContract } from '../../contract/link-contract.ts';
import { FakeNetwork } from '../../support/fake-link.ts';

describe('the link in memory keeps the contract of links', () => {
  for (const { name, run } of linkContract) test(name, () => run(new FakeNetwork().openLink));
});
