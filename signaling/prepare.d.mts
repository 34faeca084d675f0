/** Why the project cannot be made ready, in one sentence. */
export class PrepareError extends Error {}

/** Installs and builds what is missing or stale. Throws a PrepareError. */
export function prepare(): void;

/** Installs the packages when there are none, or when the lock file is newer. Throws a PrepareError. */
export function ensureDependencies(): void;
