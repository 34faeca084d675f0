import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { DoorOpen, LoaderCircle, Plus, TriangleAlert } from 'lucide';
import type { Screen } from '../../state/views.ts';
import { emitAction } from '../action-event.ts';
import '../icon.ts';
import '../name-field.ts';
import type { LlNameField } from '../name-field.ts';
import { baseStyles, buttonStyles, fieldStyles, sentenceStyles } from '../shared-styles.ts';
import { StoresElement } from '../stores-element.ts';

/** The person's name, and the two ways into a room: a new one, or one by its code. */
@customElement('ll-start-form')
export class LlStartForm extends StoresElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    fieldStyles,
    sentenceStyles,
    css`
      .panel {
        display: grid;
        gap: var(--ll-space-4);
        padding: clamp(1.25rem, 5vw, 2rem);
        border: 1px solid var(--ll-line);
        border-radius: var(--ll-radius-3);
        background: var(--ll-surface);
        box-shadow: var(--ll-shadow);
      }

      .or {
        display: flex;
        align-items: center;
        gap: var(--ll-space-3);
        color: var(--ll-muted);
        font-size: var(--ll-small);
      }

      .or::before,
      .or::after {
        flex: 1;
        height: 1px;
        background: var(--ll-line);
        content: '';
      }

      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--ll-space-2);
      }

      form label {
        grid-column: 1 / -1;
      }

      #code {
        font-family: var(--ll-mono);
      }

      .busy {
        color: var(--ll-muted);
      }

      .busy:empty {
        display: none;
      }

      .busy ll-icon {
        animation: turn 1.1s linear infinite;
      }

      @keyframes turn {
        to {
          transform: rotate(1turn);
        }
      }
    `,
  ];

  protected override readonly watches = ['screen', 'settings'] as const;

  @state() private code = '';

  private shownScreen: Screen | undefined;

  @query('ll-name-field') private readonly nameField!: LlNameField;

  /** A link or a refused code fills the field; what is typed there otherwise stays. */
  override willUpdate(): void {
    const screen = this.stores.screen.get();
    if (screen !== this.shownScreen && 'codeDraft' in screen && screen.codeDraft) this.code = screen.codeDraft;
    this.shownScreen = screen;
  }

  override render(): TemplateResult {
    const screen = this.stores.screen.get();
    const isBusy = screen.status === 'entering';
    return html`
      <div class="panel" aria-busy=${isBusy}>
        <ll-name-field .name=${this.stores.settings.get().name}></ll-name-field>
        <button class="primary" type="button" ?disabled=${isBusy} @click=${this.create}>
          <ll-icon .icon=${Plus}></ll-icon>Create a room
        </button>
        <p class="or"><span>or join one</span></p>
        <form @submit=${this.join}>
          <label for="code">Room code</label>
          <input
            id="code"
            type="text"
            placeholder="42-amber-otter"
            autocapitalize="off"
            autocomplete="off"
            autocorrect="off"
            spellcheck="false"
            enterkeyhint="go"
            .value=${live(this.code)}
            @input=${this.noteCode}
          />
          <button type="submit" ?disabled=${isBusy}>Join</button>
        </form>
        <p role="status" class="sentence busy">${isBusy ? enteringSentence(screen.codeDraft) : nothing}</p>
        ${this.renderProblem(screen)}
      </div>
    `;
  }

  private renderProblem(screen: Screen) {
    if (screen.status !== 'start' || screen.problem === undefined) return nothing;
    const { problem, reopenable } = screen;
    return html`
      <p role="alert" class="sentence problem boxed"><ll-icon .icon=${TriangleAlert}></ll-icon><span>${problem}</span></p>
      ${
        reopenable === undefined
          ? nothing
          : html`<button type="button" @click=${() => this.enter({ type: 'reopen-room', code: reopenable })}>
              <ll-icon .icon=${DoorOpen}></ll-icon>Open it again
            </button>`
      }
    `;
  }

  private noteCode(event: InputEvent): void {
    this.code = (event.target as HTMLInputElement).value;
  }

  private create(): void {
    this.enter({ type: 'create-room' });
  }

  private join(event: SubmitEvent): void {
    event.preventDefault();
    this.enter({ type: 'join-room', code: this.code });
  }

  /** Nobody enters without a name. */
  private enter(action: Parameters<typeof emitAction>[1]): void {
    if (this.nameField.commit()) emitAction(this, action);
  }
}

const enteringSentence = (code: string) => html`
  <ll-icon .icon=${LoaderCircle}></ll-icon>
  <span>${code.trim() === '' ? 'Opening a room…' : `Entering ${code.trim()}…`}</span>
`;

declare global {
  interface HTMLElementTagNameMap {
    'll-start-form': LlStartForm;
  }
}
