import { msg, str } from '@lit/localize';
import { isolate } from '../../languages/isolate.ts';
import type { Command, ExportFormat } from './command.ts';

const formats: Readonly<Record<string, ExportFormat>> = { '': 'text', text: 'text', json: 'json' };

export const exporting: Command = {
  name: 'export',
  usage: '/export [json]',
  get summary() {
    return msg('Save the conversation as a text file, or as JSON');
  },
  run(argument, { exportConversation, print }) {
    const typed = argument.toLowerCase();
    const format = Object.hasOwn(formats, typed) ? formats[typed] : undefined;
    if (format === undefined) {
      print([msg(str`“${argument}” is no format to export in: type /export or /export json.`)], 'problem');
      return;
    }
    const name = exportConversation(format);
    print([
      name === undefined
        ? msg('Nothing was said or sent yet.')
        : msg(str`The conversation is saved as ${isolate(name)}.`),
    ]);
  },
};
