/** In place of the package `queue-microtask`, which does without the browser's own where there is none. */
const enqueue = (task: () => void): void => queueMicrotask(task);

export { enqueue as default, enqueue as 'module.exports' };
