import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { languageNames, languages } from '../../languages/languages.ts';
import type { LanguageChoice } from '../../state/views.ts';

/** The page's language, each by its own name. Drawn with `fieldStyles`. */
export const languageSelect = (
  chosen: LanguageChoice,
  choose: (language: LanguageChoice) => void,
): TemplateResult => html`
  <div class="language">
    <label for="language">${msg('Language')}</label>
    <select id="language" @change=${(event: Event) => choose(choiceOf(event))}>
      <option value="browser" ?selected=${chosen === 'browser'}>${msg('As in the browser')}</option>
      ${languages.map(
        (language) => html`
          <option value=${language} lang=${language} ?selected=${chosen === language}>${languageNames[language]}</option>
        `,
      )}
    </select>
  </div>
`;

const choiceOf = (event: Event) => (event.target as HTMLSelectElement).value as LanguageChoice;
