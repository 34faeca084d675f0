import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { focusedName, isFocused, showsFocus, untilFocused } from './focus.ts';

/** How somebody works with a page: what they have to press and type with. */
export interface Hands {
  /** Activates a button or a link, or ticks a box. */
  press(control: Locator): Promise<void>;
  /** Writes into a field that is empty. */
  write(field: Locator, text: string): Promise<void>;
  /** Sends what is written in the field. */
  send(field: Locator, button: Locator): Promise<void>;
  /** Closes the open dialog. */
  dismiss(dialog: Locator): Promise<void>;
  /** Whether there are real keys: then the focus goes where one writes, without raising anything over the page. */
  readonly hasKeys: boolean;
}

/** Presses of Tab after which something cannot be reached. */
const TABS_MAX = 60;

const DESK: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** The ways to work with a page, each with the device that it is done at. */
export const ways = [
  { name: 'with a mouse', device: DESK, handsAt: mouseAt },
  { name: 'with the keyboard alone', device: DESK, handsAt: keyboardAt },
  { name: 'by touch, on a phone', device: PHONE, handsAt: fingerAt },
] as const;

export type Way = (typeof ways)[number];

function mouseAt({ mouse, keyboard }: Page): Hands {
  const press = async (control: Locator) => {
    const { x, y } = await middleOf(control);
    await mouse.move(x, y);
    await mouse.click(x, y);
  };
  return {
    press,
    write: async (field, text) => {
      await press(field);
      await keyboard.type(text);
    },
    send: (_field, button) => press(button),
    dismiss: (dialog) => press(dialog.getByRole('button', { name: 'Close' })),
    hasKeys: true,
  };
}

function keyboardAt(page: Page): Hands {
  const { keyboard } = page;
  const press = async (control: Locator) => {
    await tabTo(page, control);
    // A link has no other key, a box has no other key.
    await keyboard.press((await control.getAttribute('type')) === 'checkbox' ? 'Space' : 'Enter');
  };
  return {
    press,
    write: async (field, text) => {
      await tabTo(page, field);
      await keyboard.type(text);
    },
    send: async (field) => {
      await untilFocused(field);
      await keyboard.press('Enter');
    },
    dismiss: () => keyboard.press('Escape'),
    hasKeys: true,
  };
}

function fingerAt({ touchscreen, keyboard }: Page): Hands {
  const press = async (control: Locator) => {
    const { x, y } = await middleOf(control);
    await touchscreen.tap(x, y);
  };
  return {
    press,
    write: async (field, text) => {
      await press(field);
      await keyboard.type(text);
    },
    send: (_field, button) => press(button),
    dismiss: (dialog) => press(dialog.getByRole('button', { name: 'Close' })),
    hasKeys: false,
  };
}

/** Goes on from where the focus is until the control has it; each stop on the way must show itself. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  await control.waitFor();
  for (let tabs = 0; !(await isFocused(control)); tabs++) {
    if (tabs === TABS_MAX) throw new Error(`${control} cannot be reached by Tab`);
    await page.keyboard.press('Tab');
  }
  if (!(await showsFocus(control))) throw new Error(`nobody sees that ${await focusedName(page)} has the focus`);
}

/** Where to point at a control. Scrolls it into sight, as people do. */
async function middleOf(control: Locator): Promise<{ readonly x: number; readonly y: number }> {
  await control.waitFor();
  await control.scrollIntoViewIfNeeded();
  const box = await control.boundingBox();
  if (box === null) throw new Error(`${control} is not to be seen`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
