import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { listenKeys } from 'nanostores';
import type { TransferId } from '../../../shared/ids.ts';
import type { Stores } from '../../state/stores.ts';

/** Renders its host again when one transfer changes, and not when any other does. */
export class TransferWatch implements ReactiveController {
  private readonly host: ReactiveControllerHost & { readonly stores: Stores; readonly transfer: TransferId };
  private stop: (() => void) | undefined;

  constructor(host: TransferWatch['host']) {
    this.host = host;
    host.addController(this);
  }

  hostConnected(): void {
    const { stores, transfer } = this.host;
    this.stop = listenKeys(stores.transfers, [transfer], () => this.host.requestUpdate());
    // It may have changed while the host was away.
    this.host.requestUpdate();
  }

  hostDisconnected(): void {
    this.stop?.();
  }
}
