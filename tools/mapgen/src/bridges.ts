// Plans bridges: the shortest straight ones that connect the islands, two tiles wide, from bank to bank.
import type { Areas } from "@doubloon/server/map/areas";

/** The tiles of a bridge: `from` to `to` inclusive along it, on rows or columns `lane` and `lane + 1`. */
export interface Bridge {
  readonly eastward: boolean;
  readonly from: number;
  readonly to: number;
  readonly lane: number;
}

interface Candidate extends Bridge {
  readonly a: number;
  readonly b: number;
}

export interface BridgeRules {
  readonly minTiles: number;
  readonly maxTiles: number;
  /** Areas with fewer tiles get no bridge. */
  readonly minAreaTiles: number;
}

/**
 * Chooses bridges between areas that are not connected yet, shortest first, and marks their tiles in `taken`.
 * @param areas tiles of area 0 are bridged
 */
export function planBridges(areas: Areas, size: number, taken: Uint8Array, rules: BridgeRules): Bridge[] {
  const candidates = findCandidates(areas, size, rules);
  candidates.sort(shortestFirst);
  const parent = areas.sizes.map((_, area) => area);
  const find = (area: number): number => {
    let at = area;
    while (parent[at] !== at) at = parent[at];
    return at;
  };
  const chosen: Bridge[] = [];
  for (const { a, b, ...bridge } of candidates) {
    if (find(a) === find(b) || !isClear(bridge, size, taken)) continue;
    parent[find(a)] = find(b);
    for (const tile of bridgeTiles(bridge, size)) taken[tile] = 1;
    chosen.push(bridge);
  }
  return chosen;
}

/**
 * Chooses bridges that shorten detours, shortest first, each at least `spacingTiles` from every other, and marks their
 * tiles in `taken`.
 * @param isDeep whether a tile is too deep to walk; at least half of a bridge must span such tiles
 */
export function planShortcuts(
  areas: Areas,
  size: number,
  taken: Uint8Array,
  existing: readonly Bridge[],
  rules: BridgeRules & { readonly spacingTiles: number },
  isDeep: (tile: number) => boolean,
): Bridge[] {
  const candidates = findCandidates(areas, size, rules, true).sort(shortestFirst);
  const all = [...existing];
  for (const { a: _a, b: _b, ...bridge } of candidates) {
    if (all.some((other) => isNear(bridge, other, rules.spacingTiles)) || !isClear(bridge, size, taken))
      continue;
    const tiles = bridgeTiles(bridge, size);
    if (2 * tiles.filter(isDeep).length < tiles.length) continue;
    for (const tile of tiles) taken[tile] = 1;
    all.push(bridge);
  }
  return all.slice(existing.length);
}

function shortestFirst(p: Bridge, q: Bridge): number {
  return p.to - p.from - (q.to - q.from) || p.lane - q.lane || p.from - q.from;
}

function middleOf({ eastward, from, to, lane }: Bridge): readonly [number, number] {
  return eastward ? [(from + to) / 2, lane] : [lane, (from + to) / 2];
}

function isNear(p: Bridge, q: Bridge, tiles: number): boolean {
  const [px, py] = middleOf(p);
  const [qx, qy] = middleOf(q);
  return (px - qx) ** 2 + (py - qy) ** 2 < tiles * tiles;
}

/** Indexes of a bridge's tiles, lane by lane. */
export function bridgeTiles({ eastward, from, to, lane }: Bridge, size: number, margin = 0): number[] {
  const tiles: number[] = [];
  for (let across = lane - margin; across <= lane + 1 + margin; across++) {
    for (let along = from - margin; along <= to + margin; along++) {
      const x = eastward ? along : across;
      const y = eastward ? across : along;
      if (x >= 0 && y >= 0 && x < size && y < size) tiles.push(y * size + x);
    }
  }
  return tiles;
}

function isClear(bridge: Bridge, size: number, taken: Uint8Array): boolean {
  return bridgeTiles(bridge, size, 2).every((tile) => taken[tile] === 0);
}

function findCandidates(
  { areaOf, sizes }: Areas,
  size: number,
  rules: BridgeRules,
  withinAreas = false,
): Candidate[] {
  const candidates: Candidate[] = [];
  for (const eastward of [true, false]) {
    for (let lane = 1; lane < size - 2; lane++) {
      const at = (along: number, across: number) =>
        areaOf[eastward ? across * size + along : along * size + across];
      let bank = -1;
      for (let along = 0; along < size; along++) {
        const a = at(along, lane);
        const b = at(along, lane + 1);
        if (a === 0 && b === 0) continue;
        const solid = a === b;
        if (solid && bank >= 0 && along - bank > 1) {
          const other = at(bank, lane);
          const tiles = along - bank - 1;
          const worth = sizes[a] >= rules.minAreaTiles && sizes[other] >= rules.minAreaTiles;
          // The ends of a bridge lie on one tile of each bank.
          if ((withinAreas || other !== a) && worth && tiles >= rules.minTiles && tiles <= rules.maxTiles)
            candidates.push({ eastward, from: bank, to: along, lane, a, b: other });
        }
        bank = solid ? along : -1;
      }
    }
  }
  return candidates;
}
