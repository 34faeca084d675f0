/** Why the server cannot start, in one sentence for the person who started it. */
export class LaunchError extends Error {
  override readonly name = 'LaunchError';
}

const explanations: Readonly<Record<string, (host: string, port: number) => string>> = {
  EADDRINUSE: (_, port) => `Port ${port} is in use: stop what uses it, or choose another with --port.`,
  EACCES: (_, port) => `Port ${port} may not be used by this account: choose one above 1023 with --port.`,
  EADDRNOTAVAIL: (host) => `This computer does not have the address ${host}: leave --host out to use all it has.`,
  ENOTFOUND: (host) => `There is no host called ${host}: leave --host out to use every address of this computer.`,
  EAI_AGAIN: (host) =>
    `The name ${host} could not be looked up: leave --host out to use every address of this computer.`,
};

/** Makes sense of a failure to listen; other errors come back as they are. */
export function explainListenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const explain = explanations[error.code ?? ''];
  return explain === undefined ? error : new LaunchError(explain(host, port), { cause: error });
}
