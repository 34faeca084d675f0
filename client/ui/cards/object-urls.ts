import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Addresses of blobs for as long as their host shows them; afterwards they are revoked. */
export class ObjectUrls implements ReactiveController {
  private readonly host: ReactiveControllerHost;
  private readonly urls = new Map<Blob, string>();

  constructor(host: ReactiveControllerHost) {
    this.host = host;
    host.addController(this);
  }

  hostConnected(): void {
    // Those that it had were revoked when it went away.
    this.host.requestUpdate();
  }

  hostDisconnected(): void {
    this.keep([]);
  }

  of(blob: Blob): string {
    const url = this.urls.get(blob) ?? URL.createObjectURL(blob);
    this.urls.set(blob, url);
    return url;
  }

  /** Revokes all others. */
  keep(blobs: readonly Blob[]): void {
    for (const [blob, url] of this.urls) {
      if (blobs.includes(blob)) continue;
      URL.revokeObjectURL(url);
      this.urls.delete(blob);
    }
  }
}
