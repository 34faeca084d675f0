import { html, nothing, type TemplateResult } from 'lit';
import type { Stores } from '../../state/stores.ts';

/** Says what another app has shared, while there is nobody yet to offer it to. Loaded when something was shared. */
export function sharedFilesNote(stores: Stores): TemplateResult | typeof nothing {
  if (stores.sharedFiles.get().length === 0) return nothing;
  void import('./shared-files.ts');
  return html`<ll-shared-files .stores=${stores}></ll-shared-files>`;
}
