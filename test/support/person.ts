import { readFile } from 'node:fs/promises';
import type { BrowserContext, Download, Locator, Page } from 'playwright-core';
import type { Settings } from '../../client/state/views.ts';

type ChosenFiles = Parameters<Locator['setInputFiles']>[0];

/** Somebody at a browser, who finds things by role and name. */
export class Person {
  readonly name: string;
  readonly page: Page;
  /** What went wrong in the page without anybody being told: a test that cares expects none. */
  readonly pageErrors: string[] = [];

  private constructor(name: string, page: Page) {
    this.name = name;
    this.page = page;
    page.on('pageerror', ({ message }) => this.pageErrors.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.pageErrors.push(message.text());
    });
  }

  /** `settings` are what they have chosen before, besides their name. */
  static async open(
    context: BrowserContext,
    name: string,
    url: string,
    settings: Partial<Settings> = {},
  ): Promise<Person> {
    const person = new Person(name, await context.newPage());
    await person.page.addInitScript(
      (given) => {
        if (localStorage.getItem('lanline-settings') === null) {
          localStorage.setItem('lanline-settings', JSON.stringify(given));
        }
      },
      { ...settings, name },
    );
    await person.page.goto(url);
    return person;
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  textbox(name: string): Locator {
    return this.page.getByRole('textbox', { name, exact: true });
  }

  get alert(): Locator {
    return this.page.getByRole('alert');
  }

  get conversation(): Locator {
    return this.page.getByRole('log', { name: 'Conversation' });
  }

  get people(): Locator {
    return this.page.getByRole('list', { name: 'People' }).getByRole('listitem');
  }

  person(name: string): Locator {
    return this.people.filter({ hasText: name });
  }

  /** Creates a room; answers the link to it. */
  async createRoom(): Promise<string> {
    await this.button('Create a room').click();
    await this.inRoom();
    return this.page.url();
  }

  async joinByCode(code: string): Promise<void> {
    await this.textbox('Room code').fill(code);
    await this.button('Join').click();
  }

  async inRoom(): Promise<void> {
    await this.button('Leave room').waitFor();
  }

  async connectedTo(...names: readonly string[]): Promise<void> {
    await this.inRoom();
    await this.showPane('People');
    for (const name of names) await this.person(name).getByText('Connected', { exact: true }).waitFor();
    await this.showPane('Conversation');
  }

  /** On a phone, a part of the room stands behind a tab; on a desk all of it is in sight. */
  async showPane(name: 'Conversation' | 'People'): Promise<void> {
    const tab = this.page.getByRole('tab', { name });
    if (await tab.isVisible()) await tab.click();
  }

  async say(text: string): Promise<void> {
    await this.textbox('Message').fill(text);
    await this.textbox('Message').press('Enter');
  }

  async hears(text: string): Promise<void> {
    await this.conversation.getByText(text).first().waitFor();
  }

  async chooseFiles(files: ChosenFiles): Promise<void> {
    await this.page.getByLabel('Choose files').setInputFiles(files);
  }

  /** Chooses a folder on disk, with all that is in it. */
  async chooseFolder(path: string): Promise<void> {
    await this.page.getByLabel('Choose a folder').setInputFiles(path);
  }

  /** Answers the open dialog; Escape closes it. */
  async openSettings(): Promise<Locator> {
    await this.button('Settings').click();
    return this.page.getByRole('dialog', { name: 'Settings' });
  }

  /** Chooses the files of an own offer once more, as after a reload. */
  async chooseAgain(files: ChosenFiles): Promise<void> {
    await this.page.getByLabel('Choose the same files again').setInputFiles(files);
  }

  /** Accepts the offer that waits; answers the download that follows. */
  async accept(timeoutMs = 30_000): Promise<Download> {
    const [download] = await Promise.all([
      this.page.waitForEvent('download', { timeout: timeoutMs }),
      this.button('Accept').click(),
    ]);
    return download;
  }
}

export const bytesOf = async (download: Download): Promise<Buffer> => readFile(await download.path());
