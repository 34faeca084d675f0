import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { DoorOpen, LoaderCircle, Plus, TriangleAlert } from 'lucide';
import { isolate } from '../../languages/isolate.ts';
import type { Action } from '../../state/actions.ts';
import type { Screen } from '../../state/views.ts';
import { emitAction } from '../action-event.ts';
import '../icon.ts';
import '../name-field.ts';
import type { LlNameField } from '../name-field.ts';
import { baseStyles, buttonStyles, fieldStyles, sentenceStyles } from '../shared-styles.ts';
import { StoresElement } from '../stores-element.ts';
import { startFormStyles } from './start-form-styles.ts';

/** The person's name, and the two ways into a room: a new one, or one by its code. */
@customElement('ll-start-form')
export class LlStartForm extends StoresElement {
  static override styles = [baseStyles, buttonStyles, fieldStyles, sentenceStyles, startFormStyles];

  protected override readonly watches = ['screen', 'settings'] as const;

  @state() private code = '';

  private shownScreen: Screen | undefined;
  private isNewScreen = false;

  @query('ll-name-field') private readonly nameField!: LlNameField;

  /** A link or a refused code fills the field; what is typed there otherwise stays. */
  override willUpdate(): void {
    const screen = this.stores.screen.get();
    this.isNewScreen = screen !== this.shownScreen;
    this.shownScreen = screen;
    if (this.isNewScreen && 'codeDraft' in screen && screen.codeDraft) this.code = screen.codeDraft;
  }

  override render(): TemplateResult {
    const screen = this.stores.screen.get();
    const isBusy = screen.status === 'entering';
    return html`
      <div class="panel" aria-busy=${isBusy}>
        <ll-name-field .name=${this.stores.settings.get().name}></ll-name-field>
        <button class="primary" type="button" ?disabled=${isBusy} @click=${this.create}>
          <ll-icon .icon=${Plus}></ll-icon>${msg('Create a room')}
        </button>
        <p class="or"><span>${msg('or join one')}</span></p>
        <form @submit=${this.join}>
          <label for="code">${msg('Room code')}</label>
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
          <button type="submit" ?disabled=${isBusy}>${msg('Join')}</button>
        </form>
        <p role="status" class="sentence busy">${isBusy ? enteringSentence(screen.codeDraft) : nothing}</p>
        ${this.renderProblem(screen)}
      </div>
    `;
  }

  private renderProblem(screen: Screen): TemplateResult | typeof nothing {
    if (screen.status !== 'start' || screen.problem === undefined) return nothing;
    const { problem, reopenable } = screen;
    return html`
      <p role="alert" class="sentence problem boxed"><ll-icon .icon=${TriangleAlert}></ll-icon><span>${problem}</span></p>
      ${
        reopenable === undefined
          ? nothing
          : html`<button type="button" @click=${() => this.enter({ type: 'reopen-room', code: reopenable })}>
              <ll-icon .icon=${DoorOpen}></ll-icon>${msg('Open it again')}
            </button>`
      }
    `;
  }

  /** A small screen may show another part of the form than the problem. */
  protected override updated(): void {
    if (!this.isNewScreen) return;
    const showProblem = () => this.renderRoot.querySelector('[role=alert]')?.scrollIntoView({ block: 'nearest' });
    requestAnimationFrame(showProblem);
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
  private enter(action: Action): void {
    if (this.nameField.commit()) emitAction(this, action);
  }
}

const enteringSentence = (code: string) => html`
  <ll-icon .icon=${LoaderCircle}></ll-icon>
  <span>${code.trim() === '' ? msg('Opening a room…') : msg(str`Entering ${isolate(code.trim())}…`)}</span>
`;

declare global {
  interface HTMLElementTagNameMap {
    'll-start-form': LlStartForm;
  }
}
