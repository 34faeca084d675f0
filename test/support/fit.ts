import type { Page } from 'playwright-core';

/** What of the page cannot be reached in its window as it is: a line for each fault. Scrolls about. */
export const misfitsOf = (page: Page): Promise<string[]> => page.evaluate(findMisfits);

/** Runs in the page. */
function findMisfits(): string[] {
  const EDGE_PX = 3;
  const CONTROLS = 'a[href], button, input, textarea, summary, [role=option]';
  /** A strip of people and lines of code may be scrolled sideways: nothing else. */
  const SIDEWAYS = '[aria-label=People], pre, textarea, input';

  function deepElements(root: ParentNode): Element[] {
    return [...root.querySelectorAll('*')].flatMap((element) => [
      element,
      ...(element.shadowRoot === null ? [] : deepElements(element.shadowRoot)),
    ]);
  }
  const parentOf = (node: Node): Node | null => (node instanceof ShadowRoot ? node.host : node.parentNode);
  function holds(outer: Node, inner: Node | null): boolean {
    for (let node = inner; node !== null; node = parentOf(node)) if (node === outer) return true;
    return false;
  }
  function deepElementAt(x: number, y: number): Element | null {
    let found = document.elementFromPoint(x, y);
    while (found?.shadowRoot != null) {
      const inner = found.shadowRoot.elementFromPoint(x, y);
      if (inner === null || inner === found) break;
      found = inner;
    }
    return found;
  }

  const all = deepElements(document);
  /** What lies over the rest of the page, if anything does. */
  const front = all.filter((element) => element.matches('dialog:modal, [role=listbox]')).at(-1);
  const isShown = (element: Element) => {
    const { width, height } = element.getBoundingClientRect();
    return element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && width > 1 && height > 1;
  };
  const nameOf = (element: Element) =>
    `${element.localName} “${element.getAttribute('aria-label') ?? element.textContent.replace(/\s+/g, ' ').trim().slice(0, 40)}”`;

  function faultsOf(control: Element): string[] {
    control.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    const box = control.getClientRects()[0] ?? control.getBoundingClientRect();
    const [midX, midY] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const points: [side: string, x: number, y: number][] = [
      ['middle', midX, midY],
      ['left', box.left + EDGE_PX, midY],
      ['right', box.right - EDGE_PX, midY],
      ['top', midX, box.top + EDGE_PX],
      ['bottom', midX, box.bottom - EDGE_PX],
    ];
    const lost = points.flatMap(([side, x, y]) => {
      const hit = deepElementAt(x, y);
      if (holds(control, hit)) return [];
      return [`${side} ${hit === null ? 'outside of the window' : `covered by ${nameOf(hit)}`}`];
    });
    const isCut = control.localName === 'button' && control.scrollWidth > control.clientWidth + 1;
    return [...lost, ...(isCut ? ['text cut'] : [])].map((fault) => `${nameOf(control)}: ${fault}`);
  }

  const sideways = all.filter(
    (element) =>
      /auto|scroll/.test(getComputedStyle(element).overflowX) &&
      element.scrollWidth > element.clientWidth + 1 &&
      !element.matches(SIDEWAYS),
  );
  const controls = all.filter(
    (element) => element.matches(CONTROLS) && isShown(element) && (front === undefined || holds(front, element)),
  );
  const faults = controls.flatMap(faultsOf);
  const { scrollWidth } = document.documentElement;
  return [
    ...(scrollWidth > innerWidth ? [`the page is ${scrollWidth - innerWidth} px too wide`] : []),
    ...sideways.map((element) => `${nameOf(element)} scrolls sideways`),
    ...faults,
  ];
}
