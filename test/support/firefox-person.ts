import type { ElementHandle, Page } from 'puppeteer-core';

/** Somebody at a Firefox, who finds things by text and label: its driver does not look for roles in shadow trees. As {@link Person} at a Chromium, with what tests in both browsers need of it. */
export class FirefoxPerson {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(page: Page, name: string, url: string): Promise<FirefoxPerson> {
    await page.goto(url);
    await page.evaluate((given) => localStorage.setItem('lanline-settings', given), JSON.stringify({ name }));
    await page.reload();
    return new FirefoxPerson(page);
  }

  /** Presses the button of that name, once it is to be seen. Its tab comes to the front: Firefox draws no other one. */
  async press(name: string): Promise<void> {
    await this.page.bringToFront();
    const button = await this.page.waitForFunction(findButton, {}, name);
    await (button as ElementHandle<HTMLButtonElement>).click();
  }

  /** Creates a room; answers the link to it. */
  async createRoom(): Promise<string> {
    await this.press('Create a room');
    await this.page.waitForFunction(() => location.hash !== '');
    return this.page.url();
  }

  async say(text: string): Promise<void> {
    await this.page.bringToFront();
    await this.page.locator('>>> textarea[aria-label="Message"]').fill(text);
    await this.page.keyboard.press('Enter');
  }

  async hears(text: string): Promise<void> {
    await this.page.waitForFunction(
      (wanted) => {
        const textsOf = (root: ParentNode): string[] =>
          [...root.querySelectorAll('*')].flatMap((element) => [
            element.textContent,
            ...(element.shadowRoot === null ? [] : textsOf(element.shadowRoot)),
          ]);
        return textsOf(document).some((candidate) => candidate.includes(wanted));
      },
      {},
      text,
    );
  }

  async chooseFiles(path: string): Promise<void> {
    const input = await this.page.waitForSelector('>>> input[aria-label="Choose files"]');
    await input?.uploadFile(path);
  }
}

/** Runs in the page. */
function findButton(wanted: string): HTMLButtonElement | undefined {
  const buttonsIn = (root: ParentNode): HTMLButtonElement[] =>
    [...root.querySelectorAll('*')].flatMap((element) => [
      ...(element instanceof HTMLButtonElement ? [element] : []),
      ...(element.shadowRoot === null ? [] : buttonsIn(element.shadowRoot)),
    ]);
  const nameOf = (button: HTMLButtonElement) => button.getAttribute('aria-label') ?? button.textContent.trim();
  return buttonsIn(document).find((button) => nameOf(button) === wanted && button.checkVisibility());
}
