/** Rows drawn beyond the box at either end, so that scrolling finds them there. */
const MARGIN_ROWS = 4;

export interface ScrollBox {
  readonly scrollTop: number;
  readonly height: number;
  readonly rowHeight: number;
}

/** The rows of a long list that are worth drawing: those in the box, a few around it, and the one that has the focus. */
export function visibleRows({ scrollTop, height, rowHeight }: ScrollBox, count: number, focused: number): number[] {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - MARGIN_ROWS);
  const end = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + MARGIN_ROWS);
  const rows = Array.from({ length: Math.max(0, end - first) }, (_, at) => first + at);
  if (focused >= count || (focused >= first && focused < end)) return rows;
  return focused < first ? [focused, ...rows] : [...rows, focused];
}

/** Where a key moves the focus in a list of `count` rows, `pageRows` of which are seen; undefined for other keys. */
export function rowAfterKey(key: string, row: number, count: number, pageRows: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: pageRows,
    PageUp: -pageRows,
    Home: -count,
    End: count,
  };
  const step = steps[key];
  return step === undefined ? undefined : Math.min(count - 1, Math.max(0, row + step));
}
