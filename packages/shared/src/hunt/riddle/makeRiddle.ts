// Builds a riddle about a tile from the landmarks around it. What it says is true, and never so exact that it leaves fewer
// tiles than a phantom's disc has: it narrows the search, it does not end it.
import type { KnownLandmark } from "../../map.ts";
import type { TileRect } from "../definition.ts";
import { PHANTOM_TILES } from "../rules.ts";
import { type Draw, lastLine, phrase } from "./phrases.ts";
import { distance, holds, middleOf, octantOf, type Statement, walkEnd } from "./statements.ts";

/** A riddle leaves at least this many tiles: as many as the disc of a phantom. */
export const MIN_RIDDLE_TILES = Math.ceil(Math.PI * PHANTOM_TILES * PHANTOM_TILES);
const MAX_LINES = 4;
const MAX_STATEMENTS = 3;
/** Landmarks that a riddle may refer to: the nearest ones, up to this distance. */
const MAX_LANDMARKS = 10;
const MAX_PACES = 100;
/** How far from the tile a walk may end, and how far off its line the tile may lie. The rest is for rounding. */
const WALK_WITHIN = 15;
const WALK_ASIDE = 13;
const MIN_WALK = 8;
/** Two landmarks up to this distance may stand for the place midway between them. */
const MAX_PAIR_TILES = 70;
/** Tiles are counted up to this distance from the hidden one. */
const COUNT_TILES = 30;
/** Statements of a kind that are tried at most. */
const MAX_TRIES = 12;

export interface RiddleQuestion {
  readonly landmarks: readonly KnownLandmark[];
  readonly tileX: number;
  readonly tileY: number;
  /** Where the hunt is: tiles outside it do not count as possible. */
  readonly zone: TileRect;
  /** Whether a cache may lie on a tile of the zone. Default: on every one. */
  readonly mayHide?: (tileX: number, tileY: number) => boolean;
  /** Numbers from the hunt's stream for hints. The same numbers give the same riddle. */
  readonly draw: Draw;
}

export interface Riddle {
  /** Two to four. */
  readonly lines: readonly string[];
  /** What they say. */
  readonly statements: readonly Statement[];
}

/** Makes a riddle; undefined if no landmark is near enough to say anything. */
export function makeRiddle(question: RiddleQuestion): Riddle | undefined {
  const { tileX, tileY, draw } = question;
  const near = nearestLandmarks(question);
  const openings = [
    walksFromPairs(near, tileX, tileY),
    walks(near, tileX, tileY),
    bearings(near, tileX, tileY),
  ];
  const others = [
    distances(near, tileX, tileY),
    betweens(near, tileX, tileY),
    sides(near, tileX, tileY),
    closer(near, tileX, tileY),
  ];
  const statements: Statement[] = [];
  const lines: string[] = [];
  // One strong statement first, if there is one, then weaker ones while lines are left.
  const groups = [...shuffled(openings, draw), ...shuffled(others, draw)];
  for (const [i, group] of groups.entries()) {
    if (statements.length === MAX_STATEMENTS || lines.length >= MAX_LINES - 1) break;
    if (i < openings.length && statements.length > 0) continue;
    const fits = shuffled(group, draw)
      .slice(0, MAX_TRIES)
      .find(
        (statement) =>
          addsSomething(statements, statement) && leavesEnough([...statements, statement], question),
      );
    if (fits === undefined) continue;
    statements.push(fits);
    lines.push(...phrase(fits, draw));
  }
  if (statements.length === 0) return undefined;
  if (lines.length < 2) lines.push(lastLine(draw));
  return { lines: lines.slice(0, MAX_LINES), statements };
}

function nearestLandmarks({ landmarks, tileX, tileY }: RiddleQuestion): KnownLandmark[] {
  const away = (one: KnownLandmark): number => distance(one.tileX, one.tileY, tileX, tileY);
  return landmarks
    .filter((one) => away(one) <= MAX_PACES)
    .sort((a, b) => away(a) - away(b) || (a.name < b.name ? -1 : 1))
    .slice(0, MAX_LANDMARKS);
}

/** Paces as a riddle rounds them, to ten up to thirty, to twenty beyond; and by how much they may be off. */
export function roundedPaces(paces: number): { readonly paces: number; readonly within: number } {
  if (paces < 5) return { paces: 5, within: 5 };
  if (paces < 35) return { paces: 10 * Math.round(paces / 10), within: 5 };
  return { paces: Math.min(MAX_PACES, 20 * Math.round(paces / 20)), within: 10 };
}

function distances(near: readonly KnownLandmark[], tileX: number, tileY: number): Statement[] {
  return near.map((from) => ({
    kind: "near",
    from,
    ...roundedPaces(distance(from.tileX, from.tileY, tileX, tileY)),
  }));
}

function bearings(near: readonly KnownLandmark[], tileX: number, tileY: number): Statement[] {
  return near
    .filter((from) => distance(from.tileX, from.tileY, tileX, tileY) >= 5)
    .map((from) => ({
      kind: "bearing",
      from,
      ...roundedPaces(distance(from.tileX, from.tileY, tileX, tileY)),
      octant: octantOf(tileX - from.tileX, tileY - from.tileY),
    }));
}

function sides(near: readonly KnownLandmark[], tileX: number, tileY: number): Statement[] {
  return near
    .filter((from) => from.tileX !== tileX || from.tileY !== tileY)
    .map((from) => ({ kind: "side", from, octant: octantOf(tileX - from.tileX, tileY - from.tileY) }));
}

function closer(near: readonly KnownLandmark[], tileX: number, tileY: number): Statement[] {
  return pairs(near)
    .map(([to, than]): Statement => ({ kind: "closer", to, than }))
    .filter((statement) => holds(statement, tileX, tileY));
}

function betweens(near: readonly KnownLandmark[], tileX: number, tileY: number): Statement[] {
  return pairs(near)
    .map(([one, other]): Statement => ({ kind: "between", one, other }))
    .filter((statement) => holds(statement, tileX, tileY));
}

function walks(near: readonly KnownLandmark[], tileX: number, tileY: number): Statement[] {
  return near.flatMap((from) => walksFrom([from], near, tileX, tileY));
}

/** Walks from the middle between two landmarks; those from two of a kind come first to mind, so only they count. */
function walksFromPairs(near: readonly KnownLandmark[], tileX: number, tileY: number): Statement[] {
  return pairs(near)
    .filter(
      ([one, other]) =>
        one.kind === other.kind && distance(one.tileX, one.tileY, other.tileX, other.tileY) <= MAX_PAIR_TILES,
    )
    .flatMap((pair) => walksFrom(pair, near, tileX, tileY));
}

/** The walks from a place that pass the tile closely. */
function walksFrom(
  from: readonly KnownLandmark[],
  near: readonly KnownLandmark[],
  tileX: number,
  tileY: number,
): Statement[] {
  const start = middleOf(from);
  return near.flatMap((toward): Statement[] => {
    const length = distance(start.x, start.y, toward.tileX, toward.tileY);
    if (from.includes(toward) || length < 2 * MIN_WALK) return [];
    const along =
      ((tileX - start.x) * (toward.tileX - start.x) + (tileY - start.y) * (toward.tileY - start.y)) / length;
    if (along < MIN_WALK || along > Math.min(length, MAX_PACES)) return [];
    const foot = walkEnd(start, toward, along);
    if (distance(foot.x, foot.y, tileX, tileY) > WALK_ASIDE) return [];
    const statement: Statement = {
      kind: "walk",
      from,
      toward,
      paces: 10 * Math.round(along / 10),
      within: WALK_WITHIN,
    };
    return holds(statement, tileX, tileY) ? [statement] : [];
  });
}

function pairs(near: readonly KnownLandmark[]): (readonly [KnownLandmark, KnownLandmark])[] {
  return near.flatMap((one, i) => near.slice(i + 1).map((other) => [one, other] as const));
}

/** Whether a statement is not about a landmark that another one of the riddle has measured from. */
function addsSomething(statements: readonly Statement[], statement: Statement): boolean {
  if (statement.kind === "closer" || statement.kind === "between") return true;
  const from = statement.kind === "walk" ? statement.from : [statement.from];
  return !statements.some((other) => {
    if (other.kind === "closer" || other.kind === "between") return false;
    const measured = other.kind === "walk" ? other.from : [other.from];
    return measured.some((landmark) => from.includes(landmark));
  });
}

/** Whether all statements together are true of enough tiles around the hidden one, itself among them. */
function leavesEnough(
  statements: readonly Statement[],
  { tileX, tileY, zone, mayHide }: RiddleQuestion,
): boolean {
  if (!statements.every((statement) => holds(statement, tileX, tileY))) return false;
  let left = MIN_RIDDLE_TILES;
  for (let row = 0; row <= 2 * COUNT_TILES; row++) {
    // Rows nearest to the tile first: mostly they suffice.
    const y = tileY + (row % 2 === 0 ? row / 2 : -(row + 1) / 2);
    if (y < zone.y || y >= zone.y + zone.height) continue;
    for (let x = tileX - COUNT_TILES; x <= tileX + COUNT_TILES; x++) {
      if (x < zone.x || x >= zone.x + zone.width || mayHide?.(x, y) === false) continue;
      if (statements.every((statement) => holds(statement, x, y)) && --left === 0) return true;
    }
  }
  return false;
}

/** The entries in an order that `draw` decides. */
function shuffled<T>(entries: readonly T[], draw: Draw): T[] {
  const order = [...entries];
  for (let i = order.length - 1; i > 0; i--) {
    const j = draw.below(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
