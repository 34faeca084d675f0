import { type Download, errors, type Locator } from 'playwright-core';
import { sha256Of } from '../support/files.ts';
import type { Person } from '../support/person.ts';
import type { Answer, ChaosName } from './chaos-plan.ts';
import type { Host } from './network.ts';

/** A file of a chaos test, from when it is sent. */
export interface ChaosFile {
  readonly name: string;
  readonly from: ChaosName;
  readonly path: string;
  readonly digest: string;
  readonly answers: ReadonlyMap<ChaosName, Answer>;
}

/** How long something may take that may also be gone by now, in ms. */
const BRIEFLY_MS = 2_000;

/** Somebody in a chaos test: what they do at their page, whatever it shows just then. */
export class ChaosPerson {
  readonly name: ChaosName;
  readonly host: Host;
  readonly person: Person;
  /** Names of the files that they have accepted. */
  readonly accepted = new Set<string>();
  /** The digest of each file that they have got, or why the browser did not save it. */
  readonly saved = new Map<string, string>();

  constructor(name: ChaosName, host: Host, person: Person) {
    this.name = name;
    this.host = host;
    this.person = person;
    person.page.on('download', (download) => void this.#save(download));
  }

  /** All that they can read, with where everybody is and why somebody cannot be reached. */
  async page(): Promise<string> {
    const { page, people } = this.person;
    for (const person of await people.all()) await person.locator('summary').click({ timeout: BRIEFLY_MS });
    return page.locator('body').ariaSnapshot();
  }

  /** How many they are connected to. */
  links(): Promise<number> {
    return this.person.people.getByText('Connected', { exact: true }).count();
  }

  async reload(code: string): Promise<void> {
    await this.person.page.reload();
    await this.#getIn(code);
  }

  async leave(): Promise<void> {
    const { person } = this;
    await person.button('Leave room').click();
    const anyway = person.button('Leave anyway');
    await person.button('Join').or(anyway).waitFor();
    if (await anyway.isVisible()) await anyway.click();
    await person.button('Join').waitFor();
  }

  async enter(code: string): Promise<void> {
    await this.person.joinByCode(code);
    await this.#getIn(code);
  }

  /** Sends a file to everybody who is linked. */
  async send(path: string): Promise<void> {
    const { page } = this.person;
    await this.person.chooseFiles(path);
    const sendNow = page.getByRole('dialog', { name: 'Send to' }).getByRole('button', { name: 'Send now' });
    // They may all be gone by now, or all but one, who then gets it without a question.
    if (!(await clickIfThere(sendNow))) await page.keyboard.press('Escape');
  }

  /** Does what the cards ask for: answers offers, and chooses files again. */
  async tend(files: ReadonlyMap<string, ChaosFile>): Promise<void> {
    const { page } = this.person;
    if ((await this.person.button('Accept').count()) > 0) {
      for (const file of files.values()) await this.#answer(file);
    }
    if ((await page.getByLabel('Choose the same files again').count()) > 0) {
      for (const file of files.values()) await this.#chooseAgain(file);
    }
  }

  async #answer({ name, answers }: ChaosFile): Promise<void> {
    const answer = answers.get(this.name);
    if (answer === undefined) return;
    const button = this.#card(name).getByRole('button', { name: answer, exact: true });
    if (!(await button.isVisible())) return;
    if ((await clickIfThere(button)) && answer === 'Accept') this.accepted.add(name);
  }

  async #chooseAgain({ name, from, path }: ChaosFile): Promise<void> {
    const input = this.#card(name).getByLabel('Choose the same files again');
    if (from === this.name && (await input.count()) > 0) await input.setInputFiles(path);
  }

  #card(file: string): Locator {
    return this.person.page.getByRole('article', { name: file });
  }

  /** The server may not know the room any more, or not be reached at once: then they try again. */
  async #getIn(code: string): Promise<void> {
    const { person } = this;
    const [leave, again] = [person.button('Leave room'), person.button('Open it again')];
    await leave.or(person.alert).first().waitFor();
    while (!(await leave.isVisible())) {
      if (await again.isVisible()) await clickIfThere(again);
      else if (await person.alert.isVisible()) await person.joinByCode(code);
      await leave.or(person.alert).first().waitFor();
    }
  }

  async #save(download: Download): Promise<void> {
    const failure = await download.failure();
    this.saved.set(download.suggestedFilename(), failure ?? (await sha256Of(await download.path())));
  }
}

/** Answers whether it was there to be clicked. */
async function clickIfThere(button: Locator): Promise<boolean> {
  try {
    await button.click({ timeout: BRIEFLY_MS });
    return true;
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error;
    return false;
  }
}
