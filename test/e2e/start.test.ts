import { expect } from 'vitest';
import { openLan } from '../support/lan.ts';
import { test } from '../support/lan-test.ts';
import { Person } from '../support/person.ts';

test('the start screen says how the server is, and what to do when it is gone', async ({ browser }) => {
  const lan = await openLan();
  const context = await browser.newContext();
  const ann = await Person.open(context, 'Ann', lan.url);
  await ann.page.getByText('Server connected').waitFor();
  await lan.close();
  await ann.page.getByText('Server lost, trying again').waitFor();
  await ann.textbox('Room code').fill('42-amber-otter');
  await ann.button('Join').click();
  await ann.page.getByRole('alert').getByText('Check that it runs').waitFor();
  expect(await ann.textbox('Room code').inputValue()).toBe('42-amber-otter');
  await context.close();
});
