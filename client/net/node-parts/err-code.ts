/** In place of the package `err-code`. Defines the code, because a DOMException has one that cannot be assigned to. */
const errCode = (error: Error, code: string): Error =>
  Object.defineProperty(error, 'code', { value: code, enumerable: true, configurable: true });

export { errCode as default, errCode as 'module.exports' };
