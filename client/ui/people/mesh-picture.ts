import { msg, str } from '@lit/localize';
import { css, html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { assertNever } from '../../../shared/assert-never.ts';
import type { Person } from '../../state/views.ts';
import { formatList } from '../format.ts';
import { PageElement } from '../page-element.ts';
import { hueOf, initialsOf, shownName } from '../person-look.ts';
import { baseStyles } from '../shared-styles.ts';

const WIDTH = 240;
const HEIGHT = 190;
const CENTER = { x: WIDTH / 2, y: HEIGHT / 2 };
const REACH = { x: 94, y: 72 };

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Who is linked to you, drawn: you in the middle, a solid line to whom you are connected, a broken one through a relay. */
@customElement('ll-mesh-picture')
export class LlMeshPicture extends PageElement {
  static override styles = [
    baseStyles,
    css`
      svg {
        display: block;
        width: 100%;
        height: auto;
      }

      line {
        stroke: var(--ll-line-strong);
        stroke-width: 1.5;
        stroke-linecap: round;
        stroke-dasharray: 1 6;
      }

      line.connecting,
      line.reconnecting {
        stroke: var(--ll-wait);
        stroke-dasharray: 5 6;
        animation: reach 1s linear infinite;
      }

      line.connected {
        stroke: var(--ll-accent);
        stroke-width: 2.5;
        stroke-dasharray: none;
      }

      line.relayed {
        stroke-dasharray: 9 5;
      }

      @keyframes reach {
        to {
          stroke-dashoffset: -11;
        }
      }

      circle.you {
        stroke: var(--ll-accent);
        stroke-width: 2.5;
        paint-order: stroke;
      }

      text {
        fill: white;
        font: 650 10px var(--ll-font);
        text-anchor: middle;
        dominant-baseline: central;
      }
    `,
  ];

  @property({ attribute: false }) people: readonly Person[] = [];

  override render(): TemplateResult {
    const others = this.people.filter(({ state }) => state.status !== 'you');
    const you = this.people.find(({ state }) => state.status === 'you');
    const spots = others.map((person, index) => ({ person, spot: spotOf(index, others.length) }));
    const radius = others.length > 10 ? 8 : 15;
    return html`
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${describe(others)}>
        ${spots.map(({ person, spot }) => lineTo(spot, person))}
        ${spots.map(({ person, spot }) => disc(spot, person, radius))}
        ${you === undefined ? nothing : disc(CENTER, you, 18)}
      </svg>
    `;
  }
}

function spotOf(index: number, count: number): Point {
  // Two people lie level, not one above the other.
  const start = count === 2 ? Math.PI : -Math.PI / 2;
  const angle = start + (index * 2 * Math.PI) / count;
  return { x: CENTER.x + REACH.x * Math.cos(angle), y: CENTER.y + REACH.y * Math.sin(angle) };
}

const lineTo = ({ x, y }: Point, { state }: Person): SVGTemplateResult =>
  svg`<line class=${lineClass(state)} x1=${CENTER.x} y1=${CENTER.y} x2=${x} y2=${y} />`;

const lineClass = (state: Person['state']) =>
  state.status === 'connected' && state.relayed ? 'connected relayed' : state.status;

function disc({ x, y }: Point, { peerId, name, state }: Person, radius: number): SVGTemplateResult {
  const letters = radius < 12 ? nothing : svg`<text x=${x} y=${y}>${initialsOf(name)}</text>`;
  return svg`
    <circle class=${state.status} cx=${x} cy=${y} r=${radius} fill="oklch(0.5 0.1 ${hueOf(peerId)})" />
    ${letters}
  `;
}

/** The same in words. */
function describe(others: readonly Person[]): string {
  const sentences = describedStates.flatMap((status) => {
    const people = others.filter(({ state }) => state.status === status);
    return people.length === 0 ? [] : [linkWords(status, formatList(people.map(({ name }) => shownName(name))))];
  });
  return sentences.length === 0 ? msg('Linked to nobody yet') : sentences.join('. ');
}

const describedStates = ['connected', 'connecting', 'reconnecting', 'cannot-connect', 'away'] as const;

function linkWords(status: (typeof describedStates)[number], names: string): string {
  switch (status) {
    case 'connected':
      return msg(str`Linked to ${names}`);
    case 'connecting':
      return msg(str`Connecting to ${names}`);
    case 'reconnecting':
      return msg(str`Reconnecting to ${names}`);
    case 'cannot-connect':
      return msg(str`No link to ${names}`);
    case 'away':
      return msg(str`Away: ${names}`);
    default:
      return assertNever(status);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-mesh-picture': LlMeshPicture;
  }
}
