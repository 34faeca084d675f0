import type { Action } from '../../state/actions.ts';

/** What the person chose, as the action to send it takes it. */
export type ChosenFiles = Extract<Action, { type: 'offer-files' }>['files'];
export type ChosenFile = ChosenFiles['files'][number];

/** Both, one after the other. */
export const joinChosen = (first: ChosenFiles, second: ChosenFiles): ChosenFiles => ({
  files: [...first.files, ...second.files],
  emptyFolders: [...first.emptyFolders, ...second.emptyFolders],
});

export const countChosen = ({ files, emptyFolders }: ChosenFiles): number => files.length + emptyFolders.length;

/** What a file input has: each file with its folders, where a folder was chosen. */
export const chosenByInput = (files: Iterable<File>): ChosenFiles => ({
  files: [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file })),
  emptyFolders: [],
});
