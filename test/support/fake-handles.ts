/** A handle of a file, as a browser gives it for what was dropped; it may have to be allowed, and the file may go. */
export class FakeFileHandle {
  readonly kind = 'file';
  readonly name: string;
  file: File | undefined;
  permission: PermissionState = 'prompt';
  /** What the person answers when they are asked. */
  answer: PermissionState = 'granted';

  constructor(file: File) {
    this.name = file.name;
    this.file = file;
  }

  queryPermission(): Promise<PermissionState> {
    return Promise.resolve(this.permission);
  }

  requestPermission(): Promise<PermissionState> {
    this.permission = this.answer;
    return this.queryPermission();
  }

  getFile(): Promise<File> {
    if (this.permission !== 'granted' || this.file === undefined)
      return Promise.reject(new DOMException('It is gone.', 'NotFoundError'));
    return Promise.resolve(this.file);
  }

  /** As the browser's own: only what a page uses of it is here. */
  get asHandle(): FileSystemFileHandle {
    return this as unknown as FileSystemFileHandle;
  }
}
