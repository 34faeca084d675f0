import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type CarriedItem, carriedItems, pastedItems } from './carried-files.ts';

/** Takes files and folders that are dropped anywhere on the page or pasted into it. */
export class PageFileDrop implements ReactiveController {
  /** Whether files hang over the page right now. */
  isOver = false;

  private readonly host: ReactiveControllerHost;
  private readonly take: (items: readonly CarriedItem[]) => void;
  private listening: AbortController | undefined;

  constructor(host: ReactiveControllerHost, take: (items: readonly CarriedItem[]) => void) {
    this.host = host;
    this.take = take;
    host.addController(this);
  }

  hostConnected(): void {
    this.listening = new AbortController();
    const { signal } = this.listening;
    window.addEventListener('dragenter', (event) => this.hover(event), { signal });
    window.addEventListener('dragover', (event) => this.hover(event), { signal });
    window.addEventListener('dragleave', (event) => this.leave(event), { signal });
    window.addEventListener('drop', (event) => this.drop(event), { signal });
    window.addEventListener('paste', (event) => this.paste(event), { signal });
  }

  hostDisconnected(): void {
    this.listening?.abort();
  }

  private hover(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    this.show(true);
  }

  /** Leaving one element for another on the page is not leaving the page. */
  private leave(event: DragEvent): void {
    if (event.relatedTarget === null) this.show(false);
  }

  private drop(event: DragEvent): void {
    this.show(false);
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.take(carriedItems(event.dataTransfer));
  }

  private paste(event: ClipboardEvent): void {
    if (event.clipboardData === null) return;
    const items = pastedItems(event.clipboardData);
    if (items.length === 0) return;
    event.preventDefault();
    this.take(items);
  }

  private show(isOver: boolean): void {
    if (isOver === this.isOver) return;
    this.isOver = isOver;
    this.host.requestUpdate();
  }
}
