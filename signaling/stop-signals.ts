/** npm passes a Ctrl-C on that the terminal has sent already, so a second one counts only after this long, in ms. */
const SAME_SIGNAL_MS = 500;

/** Calls `stop`, once, on SIGINT or SIGTERM. Who asks again later ends the process at once, with exit code 1. */
export function onStop(stop: () => void): void {
  let firstAt: number | undefined;
  const ask = () => {
    if (firstAt === undefined) stop();
    else if (performance.now() - firstAt > SAME_SIGNAL_MS) process.exit(1);
    firstAt ??= performance.now();
  };
  process.on('SIGINT', ask);
  process.on('SIGTERM', ask);
}
