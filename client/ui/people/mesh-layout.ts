/** Where everybody stands in the picture of the mesh: this browser's person in the middle, the others around. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export const MESH_WIDTH = 240;
export const MESH_HEIGHT = 190;

/** The picture of a row, for one or two others. */
export const MESH_ROW_HEIGHT = 64;

export const MESH_CENTER: Point = { x: MESH_WIDTH / 2, y: MESH_HEIGHT / 2 };

const REACH: Point = { x: 100, y: 75 };

/** How large the discs of the others are, at most and at least, and how much of the way to the next one they take. */
const RADIUS_MAX = 16;
const RADIUS_MIN = 2;
const SHARE_OF_GAP = 0.42;

export function spotOf(index: number, count: number): Point {
  // One or two people lie level, not above each other.
  const start = count <= 2 ? 0 : -Math.PI / 2;
  const angle = start + (index * 2 * Math.PI) / count;
  return { x: MESH_CENTER.x + REACH.x * Math.cos(angle), y: MESH_CENTER.y + REACH.y * Math.sin(angle) };
}

/** What of the picture is drawn on, as an SVG viewBox. */
export function viewBoxFor(count: number): string {
  const height = count <= 2 ? MESH_ROW_HEIGHT : MESH_HEIGHT;
  return `0 ${MESH_CENTER.y - height / 2} ${MESH_WIDTH} ${height}`;
}

/** The radius of a disc, so that neighbours do not touch however many there are. */
export function radiusFor(count: number): number {
  const gap = (2 * Math.PI * REACH.y) / count;
  return Math.min(RADIUS_MAX, Math.max(RADIUS_MIN, gap * SHARE_OF_GAP));
}

export interface Way {
  readonly from: Point;
  readonly to: Point;
}

/** A way from one point to another, moved aside by so much: two that meet each other lie side by side. */
export function wayBetween(from: Point, to: Point, aside: number): Way {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [x, y] = [(-(to.y - from.y) / length) * aside, ((to.x - from.x) / length) * aside];
  return { from: { x: from.x + x, y: from.y + y }, to: { x: to.x + x, y: to.y + y } };
}
