/** What somebody chose to send, however they chose it: by a picker, a drop or a paste. */
export interface ChosenFile {
  /** Names joined by `/`: the name alone for a single file, with its folders for one out of a folder. */
  readonly path: string;
  readonly file: File;
  /** Where the browser gives one, the file can be read again after a reload. */
  readonly handle?: FileSystemFileHandle;
}

export interface ChosenFiles {
  readonly files: readonly ChosenFile[];
  /** Paths of folders without files, which would be lost otherwise. */
  readonly emptyFolders: readonly string[];
}
