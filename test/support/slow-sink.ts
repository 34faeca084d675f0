import type { BrowserContext, Page } from 'playwright-core';

/** What a page's slow disk has taken so far. */
export interface SlowSink {
  bytes: number;
  crc: number;
  /** How many bytes it takes in a second. */
  bytesPerSecond: number;
}

declare global {
  interface Window {
    slowSink: SlowSink;
  }
}

/**
 * Lets every page that this context opens from now on ask for a file, which takes 1 MB in a second and keeps nothing but
 * a CRC-32. It stands in for the browser's picker and for the disk behind it.
 */
export const allowSlowSink = async (context: BrowserContext): Promise<void> => {
  await context.addInitScript(install);
};

export const takenBytes = (page: Page): Promise<number> => page.evaluate(() => window.slowSink.bytes);

/** Resolves when the sink has taken that much. */
export async function untilTaken(page: Page, bytes: number): Promise<void> {
  await page.waitForFunction((enough) => window.slowSink.bytes >= enough, bytes, { polling: 50, timeout: 120_000 });
}

export const releaseSink = (page: Page): Promise<void> =>
  page.evaluate(() => {
    window.slowSink.bytesPerSecond = Number.POSITIVE_INFINITY;
  });

export const takenCrc = (page: Page): Promise<number> => page.evaluate(() => window.slowSink.crc);

/** Runs in the page. */
function install(): void {
  const sink: SlowSink = { bytes: 0, crc: 0, bytesPerSecond: 1_000_000 };
  const table = Uint32Array.from({ length: 256 }, (_, index) => {
    let value = index;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb8_8320 : value >>> 1;
    return value;
  });
  function addToCrc(bytes: Uint8Array): void {
    let crc = ~sink.crc;
    for (let at = 0; at < bytes.length; at++) crc = (crc >>> 8) ^ (table[(crc ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
    sink.crc = ~crc >>> 0;
  }
  async function write({ position, data }: { position: number; data: Uint8Array }): Promise<void> {
    if (position !== sink.bytes) throw new DOMException(`written at ${position}`, 'InvalidStateError');
    await new Promise((resolve) => setTimeout(resolve, (data.length / sink.bytesPerSecond) * 1_000));
    addToCrc(data);
    sink.bytes += data.length;
  }
  /** Its methods are its class's, so that what is left of it can be stored as a real handle can. */
  class SlowHandle {
    readonly kind = 'file';
    readonly name = 'slow.bin';
    createWritable() {
      return Promise.resolve({ write, close: () => Promise.resolve(), abort: () => Promise.resolve() });
    }
  }
  window.slowSink = sink;
  window.showSaveFilePicker = () => Promise.resolve(new SlowHandle() as unknown as FileSystemFileHandle);
}
