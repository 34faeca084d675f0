import { html, type TemplateResult } from 'lit';
import { Ban, CircleCheck, Clock, LoaderCircle, TriangleAlert } from 'lucide';
import '../icon.ts';

const icons = { good: CircleCheck, problem: TriangleAlert, stopped: Ban, waiting: Clock, busy: LoaderCircle } as const;

/** One sentence about how a transfer stands, with the icon of its tone. Drawn with `sentenceStyles`. */
export const sentence = (tone: keyof typeof icons, text: string): TemplateResult =>
  html`<p class="sentence ${tone}"><ll-icon .icon=${icons[tone]}></ll-icon><span>${text}</span></p>`;
