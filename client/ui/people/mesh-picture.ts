import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Person } from '../../state/views.ts';
import { hueOf, initialsOf, shownName } from '../person-look.ts';
import { baseStyles } from '../shared-styles.ts';
import { StoresElement } from '../stores-element.ts';
import { areSameFlows, type Flow, type Flows, flowsOf } from './mesh-flows.ts';
import { MESH_CENTER, type Point, radiusFor, spotOf, viewBoxFor, type Way, wayBetween } from './mesh-layout.ts';
import { meshPictureStyles } from './mesh-picture-styles.ts';
import { meshInWords } from './mesh-words.ts';

const OWN_RADIUS = 18;

/** Discs of that radius and more have room for initials. */
const READABLE_RADIUS = 11;

/** Below that radius so many stand side by side that their links must be thin. */
const CROWD_RADIUS = 6;

/** How far two ways lie aside of the middle of their link. */
const ASIDE = 4;

/** How far parcels move at a time: less than half of the way from one to the next, so that it is seen where they go. */
const PARCEL_STEP = 5;

/** Who is linked to you, drawn, and where files go now: you in the middle, a broken line through a relay. */
@customElement('ll-mesh-picture')
export class LlMeshPicture extends StoresElement {
  static override styles = [baseStyles, meshPictureStyles];

  protected override readonly watches = ['people'] as const;

  /** Progress is told much more often than this changes. */
  @state({ hasChanged: (now: Flows, before: Flows | undefined) => before === undefined || !areSameFlows(now, before) })
  private flows: Flows = new Map();

  /** How far the parcels have come. */
  @state() private moved = 0;

  private stopWatching: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopWatching?.();
    this.stopWatching = undefined;
  }

  protected override willUpdate(): void {
    this.stopWatching ??= this.stores.transfers.listen(() => this.noteProgress());
    this.noteFlows();
  }

  override render(): TemplateResult {
    const people = this.stores.people.get();
    const others = people.filter(({ state }) => state.status !== 'you');
    const you = people.find(({ state }) => state.status === 'you');
    const spots = others.map((person, index) => ({ person, spot: spotOf(index, others.length) }));
    const radius = radiusFor(others.length);
    return html`
      <svg viewBox=${viewBoxFor(others.length)} class=${radius < CROWD_RADIUS ? 'crowd' : ''} role="img" aria-label=${meshInWords(others, this.flows)}>
        ${spots.map(({ person, spot }) => link(spot, person, this.flows.get(person.peerId), radius, this.moved))}
        ${spots.map(({ person, spot }) => disc(spot, person, radius))}
        ${you === undefined ? nothing : disc(MESH_CENTER, you, OWN_RADIUS)}
      </svg>
    `;
  }

  private noteProgress(): void {
    this.noteFlows();
    if (this.flows.size > 0) this.moved += PARCEL_STEP;
  }

  private noteFlows(): void {
    this.flows = flowsOf(this.stores.transfers.get(), this.stores.people.get());
  }
}

function link(
  spot: Point,
  { state }: Person,
  flow: Flow | undefined,
  radius: number,
  moved: number,
): SVGTemplateResult {
  if (flow === undefined) return line(`link ${linkClass(state)}`, MESH_CENTER, spot);
  const aside = flow.isSending && flow.isReceiving ? ASIDE : 0;
  return svg`
    ${flow.isSending ? way(wayBetween(MESH_CENTER, spot, aside), OWN_RADIUS, radius, moved) : nothing}
    ${flow.isReceiving ? way(wayBetween(spot, MESH_CENTER, aside), radius, OWN_RADIUS, moved) : nothing}
  `;
}

const linkClass = (state: Person['state']) =>
  state.status === 'connected' && state.relayed ? 'connected relayed' : state.status;

const line = (name: string, from: Point, to: Point, moved = 0) =>
  svg`<line class=${name} x1=${from.x} y1=${from.y} x2=${to.x} y2=${to.y} stroke-dashoffset=${-moved} />`;

/** The way of a file from a disc to another, with its arrow in the middle of what is seen. */
function way({ from, to }: Way, startRadius: number, endRadius: number, moved: number): SVGTemplateResult {
  const [x, y] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(x, y);
  const middle = (startRadius + (length - endRadius)) / 2 / length;
  const turn = (Math.atan2(y, x) * 180) / Math.PI;
  return svg`
    ${line('way', from, to)} ${line('parcels', from, to, moved)}
    <path
      class="arrow"
      d="M-5 -6 L7 0 L-5 6 Z"
      transform="translate(${from.x + x * middle} ${from.y + y * middle}) rotate(${turn})"
    />
  `;
}

function disc({ x, y }: Point, { peerId, name, state }: Person, radius: number): SVGTemplateResult {
  return svg`
    <g class=${state.status}>
      <title>${shownName(name)}</title>
      <circle cx=${x} cy=${y} r=${radius} fill="oklch(0.5 0.1 ${hueOf(peerId)})" />
      ${state.status === 'you' ? svg`<circle class="ring" cx=${x} cy=${y} r=${radius + 3} />` : nothing}
      ${radius < READABLE_RADIUS ? nothing : svg`<text x=${x} y=${y}>${initialsOf(name)}</text>`}
    </g>
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'll-mesh-picture': LlMeshPicture;
  }
}
