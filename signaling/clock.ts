/** Milliseconds on a clock that never runs backwards, such as `performance.now`. */
export type Clock = () => number;
