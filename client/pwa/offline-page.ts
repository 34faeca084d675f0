import { msg } from '@lit/localize';
import { OFFLINE_RETRY_MS } from '../../shared/limits.ts';

/** Says why there is no page, and loads it as soon as there is one. The address keeps the code of the room. */

const heading = document.createElement('h1');
heading.textContent = msg('The Lanline server cannot be reached.');

const explanation = document.createElement('p');
explanation.textContent = msg(
  'Lanline needs its server to bring people together. Check that it runs and that this device is on its network. This page tries again by itself.',
);

const again = document.createElement('button');
again.textContent = msg('Try again');

/** Only for who pressed the button: a reader that spoke every few seconds would help nobody. */
const status = document.createElement('p');
status.setAttribute('role', 'status');

const main = document.createElement('main');
main.append(heading, explanation, again, status);
document.body.append(main);

async function isThere(): Promise<boolean> {
  try {
    return (await fetch('/healthz', { cache: 'no-store' })).ok;
  } catch {
    // That is the answer.
    return false;
  }
}

async function reloadWhenThere(): Promise<boolean> {
  const there = await isThere();
  if (there) location.reload();
  return there;
}

again.addEventListener('click', async () => {
  status.textContent = '';
  if (!(await reloadWhenThere())) status.textContent = msg('Still no answer.');
});
addEventListener('online', () => void reloadWhenThere());
setInterval(() => void reloadWhenThere(), OFFLINE_RETRY_MS);
