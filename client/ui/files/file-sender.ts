import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { FileUp, TriangleAlert, X } from 'lucide';
import type { Person } from '../../state/views.ts';
import { emitAction } from '../action-event.ts';
import '../icon.ts';
import { baseStyles, buttonStyles, sentenceStyles } from '../shared-styles.ts';
import { StoresElement } from '../stores-element.ts';
import type { CarriedFiles } from './carried-files.ts';
import { PageFileDrop } from './page-file-drop.ts';
import './send-to-dialog.ts';
import type { LlSendToDialog } from './send-to-dialog.ts';

const problems = {
  nobody: 'Nobody is connected yet, so nothing was sent. Share the room code, then choose the files again.',
  folder: 'Folders cannot be sent yet. Open the folder and send the files in it.',
} as const;

/** Files on their way out, however they were chosen: by the picker, a drop or a paste. */
@customElement('ll-file-sender')
export class LlFileSender extends StoresElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    sentenceStyles,
    css`
      .problem {
        align-items: center;
        width: min(100% - 2 * var(--ll-space-3), var(--ll-column) - 2 * var(--ll-space-5));
        margin: 0 auto var(--ll-space-3);
      }

      .problem > span {
        flex: 1;
      }

      .overlay {
        position: fixed;
        z-index: 2;
        inset: 0;
        display: grid;
        place-content: center;
        justify-items: center;
        gap: var(--ll-space-3);
        background: color-mix(in srgb, var(--ll-page) 90%, transparent);
        color: var(--ll-accent);
        font-size: var(--ll-title);
        font-weight: 650;
        pointer-events: none;
      }

      .overlay::before {
        position: absolute;
        inset: var(--ll-space-4);
        border: 2px dashed var(--ll-accent);
        border-radius: var(--ll-radius-3);
        content: '';
      }
    `,
  ];

  protected override readonly watches = ['people'] as const;

  @state() private problem: keyof typeof problems | undefined;

  private readonly pageDrop = new PageFileDrop(this, (carried) => this.take(carried));
  private stopRequests: (() => void) | undefined;

  @query('input') private readonly input!: HTMLInputElement;
  @query('ll-send-to-dialog') private readonly dialog!: LlSendToDialog;

  override connectedCallback(): void {
    super.connectedCallback();
    // At once, not with the next update: browsers open a picker only right after a key or a click.
    this.stopRequests = this.stores.pickerRequests.listen(() => this.pick());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopRequests?.();
  }

  /** Opens the browser's file picker. */
  pick(): void {
    this.input.click();
  }

  override render(): TemplateResult {
    return html`
      <input
        class="visually-hidden"
        type="file"
        multiple
        tabindex="-1"
        aria-label="Choose files"
        @change=${this.takePicked}
      />
      ${this.problem === undefined ? nothing : this.renderProblem(problems[this.problem])}
      ${
        this.pageDrop.isOver
          ? html`<div class="overlay"><ll-icon .icon=${FileUp}></ll-icon>Drop to send</div>`
          : nothing
      }
      <ll-send-to-dialog .people=${this.connected}></ll-send-to-dialog>
    `;
  }

  private renderProblem(sentence: string): TemplateResult {
    const dismiss = () => {
      this.problem = undefined;
    };
    return html`
      <p role="alert" class="sentence problem boxed">
        <ll-icon .icon=${TriangleAlert}></ll-icon><span>${sentence}</span>
        <button class="quiet icon-only" aria-label="Dismiss" @click=${dismiss}><ll-icon .icon=${X}></ll-icon></button>
      </p>
    `;
  }

  private get connected(): readonly Person[] {
    return this.stores.people.get().filter(({ state }) => state.status === 'connected');
  }

  private takePicked(): void {
    const files = [...(this.input.files ?? [])];
    // So that choosing the same files again is a change again.
    this.input.value = '';
    this.take({ files, hasFolders: false });
  }

  private take({ files, hasFolders }: CarriedFiles): void {
    this.problem = hasFolders ? 'folder' : undefined;
    if (files.length === 0) return;
    const [first, ...others] = this.connected;
    if (first === undefined) this.problem = 'nobody';
    else if (others.length === 0) emitAction(this, { type: 'offer-files', files, to: [first.peerId] });
    else this.dialog.show(files);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-file-sender': LlFileSender;
  }
}
