// Connected areas of walkable tiles. Tiles connect by their sides only, because a body does not fit between two
// corners.

export interface Areas {
  /** Area number of each tile, from 1; 0 for a blocked tile. */
  readonly areaOf: Uint32Array;
  /** Number of tiles in each area; index 0 counts the blocked tiles. */
  readonly sizes: readonly number[];
}

/** Finds the connected areas of walkable tiles and numbers them in row order of their first tile. */
export function findAreas(blocked: Uint8Array, widthTiles: number): Areas {
  const areaOf = new Uint32Array(blocked.length);
  const queue = new Uint32Array(blocked.length);
  const sizes = [0];
  for (let start = 0; start < blocked.length; start++) {
    if (blocked[start] !== 0) sizes[0]++;
    if (blocked[start] !== 0 || areaOf[start] !== 0) continue;
    const area = sizes.length;
    areaOf[start] = area;
    queue[0] = start;
    let tail = 1;
    for (let head = 0; head < tail; head++) {
      const at = queue[head];
      const column = at % widthTiles;
      const visit = (next: number) => {
        if (blocked[next] !== 0 || areaOf[next] !== 0) return;
        areaOf[next] = area;
        queue[tail++] = next;
      };
      if (column > 0) visit(at - 1);
      if (column < widthTiles - 1) visit(at + 1);
      if (at >= widthTiles) visit(at - widthTiles);
      if (at + widthTiles < blocked.length) visit(at + widthTiles);
    }
    sizes.push(tail);
  }
  return { areaOf, sizes };
}

/** Returns the number of the largest area, the first one in a tie; 0 if every tile is blocked. */
export function largestArea({ sizes }: Areas): number {
  let largest = 0;
  for (let area = 1; area < sizes.length; area++) {
    if (largest === 0 || sizes[area] > sizes[largest]) largest = area;
  }
  return largest;
}
