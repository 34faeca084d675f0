import { msg, str } from '@lit/localize';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { OfferedFile } from '../../state/views.ts';
import { formatBytes } from '../format.ts';
import { PageElement } from '../page-element.ts';
import { baseStyles, fieldStyles } from '../shared-styles.ts';
import { fileChecklistStyles } from './file-checklist-styles.ts';
import type { FileSelection } from './file-selection.ts';
import { rowAfterKey, visibleRows } from './visible-rows.ts';

/** As in the style sheet; the rows are placed by arithmetic, so it must be known here too. */
const ROW_REM = 2.75;

/**
 * Checkboxes for up to hundreds of thousands of files, of which only those in sight are drawn. It is one stop for
 * the Tab key; arrows, Page Up and Down, Home and End go from row to row. Fires `file-toggled` with an index.
 */
@customElement('ll-file-checklist')
export class LlFileChecklist extends PageElement {
  static override styles = [baseStyles, fieldStyles, fileChecklistStyles];

  @property({ attribute: false }) files: readonly OfferedFile[] = [];
  @property({ attribute: false }) selection!: FileSelection;

  @state() private top = 0;
  @state() private height = 0;
  @state() private focused = 0;

  @query('.box') private readonly box!: HTMLElement;

  private rowHeight = 1;
  private hadFocus = false;
  private readonly observer = new ResizeObserver(() => {
    this.height = this.box.clientHeight;
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.rowHeight = ROW_REM * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.observer.disconnect();
  }

  protected override willUpdate(_changed: PropertyValues): void {
    this.hadFocus = this.shadowRoot?.activeElement instanceof HTMLInputElement;
  }

  override render(): TemplateResult {
    const { top, height, rowHeight } = this;
    const rows = visibleRows({ scrollTop: top, height, rowHeight }, this.files.length, this.focused);
    return html`
      <div class="box" @scroll=${this.noteScroll} @focusin=${this.noteFocus} @keydown=${this.move}>
        <ul role="list" aria-label=${msg('Files')} .style=${`height: ${this.files.length * ROW_REM}rem`}>
          ${repeat(
            rows,
            (index) => index,
            (index) => this.renderRow(index),
          )}
        </ul>
      </div>
    `;
  }

  protected override firstUpdated(_changed: PropertyValues): void {
    this.observer.observe(this.box);
  }

  /** A row that is put elsewhere among the others loses the focus. */
  protected override updated(_changed: PropertyValues): void {
    if (this.hadFocus && this.shadowRoot?.activeElement === null) this.focusedInput?.focus({ preventScroll: true });
  }

  private renderRow(index: number): TemplateResult {
    const { path, size } = this.files[index] ?? { path: '', size: 0 };
    const nameStart = path.lastIndexOf('/') + 1;
    return html`
      <li
        aria-setsize=${this.files.length}
        aria-posinset=${index + 1}
        .style=${`top: ${index * ROW_REM}rem`}
      >
        <label title=${path}>
          <input
            type="checkbox"
            data-index=${index}
            tabindex=${index === this.focused ? 0 : -1}
            aria-label=${msg(str`${path}, ${formatBytes(size)}`)}
            .checked=${live(this.selection.has(index))}
            @change=${() => this.toggle(index)}
          />
          <span class="path" dir="ltr"
            ><span class="folder">${path.slice(0, nameStart)}</span><span class="name">${path.slice(nameStart)}</span></span
          >
          <span class="size">${formatBytes(size)}</span>
        </label>
      </li>
    `;
  }

  private get focusedInput(): HTMLInputElement | null {
    return this.renderRoot.querySelector(`input[data-index="${this.focused}"]`);
  }

  private noteFocus({ target }: FocusEvent): void {
    if (target instanceof HTMLInputElement) this.focused = Number(target.dataset.index);
  }

  private noteScroll(): void {
    this.top = this.box.scrollTop;
  }

  private toggle(index: number): void {
    this.focused = index;
    this.dispatchEvent(new CustomEvent('file-toggled', { detail: index }));
  }

  private async move(event: KeyboardEvent): Promise<void> {
    const pageRows = Math.max(1, Math.floor(this.height / this.rowHeight));
    const row = rowAfterKey(event.key, this.focused, this.files.length, pageRows);
    if (row === undefined) return;
    event.preventDefault();
    this.focused = row;
    await this.updateComplete;
    this.focusedInput?.focus({ preventScroll: true });
    this.focusedInput?.closest('li')?.scrollIntoView({ block: 'nearest' });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-file-checklist': LlFileChecklist;
  }
}
