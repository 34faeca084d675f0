import { html, type TemplateResult } from 'lit';
import { Ban, CircleCheck, CirclePause, Clock, Hourglass, TriangleAlert } from 'lucide';
import '../icon.ts';

/** None of them moves: while a transfer runs, the page leaves the machine to it. */
const icons = {
  good: CircleCheck,
  problem: TriangleAlert,
  warning: TriangleAlert,
  stopped: Ban,
  paused: CirclePause,
  waiting: Clock,
  busy: Hourglass,
} as const;

/** One sentence about how a transfer stands, with the icon of its tone. Drawn with `sentenceStyles`. */
export const sentence = (tone: keyof typeof icons, content: string | TemplateResult): TemplateResult =>
  html`<p class="sentence ${tone}"><ll-icon .icon=${icons[tone]}></ll-icon><span>${content}</span></p>`;
