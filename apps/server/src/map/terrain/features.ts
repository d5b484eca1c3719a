// Finds features of a map by its tiles: connected patches, what is far from an edge, and shares of water around a tile. It
// knows no names. Masks hold 1 for each tile that counts, row by row.

export interface Patch {
  readonly tiles: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
  readonly south: number;
  /** The tile farthest inside; of equal ones the nearest to the middle. */
  readonly heart: number;
}

/** The patches of a mask, connected by sides, in row order of their first tiles. */
export function patchesOf(mask: Uint8Array, widthTiles: number): Patch[] {
  const depth = depthOf(mask, widthTiles);
  const seen = new Uint8Array(mask.length);
  const queue = new Uint32Array(mask.length);
  const patches: Patch[] = [];
  let count = 0;
  const visit = (tile: number): void => {
    if (mask[tile] === 0 || seen[tile] === 1) return;
    seen[tile] = 1;
    queue[count++] = tile;
  };
  for (let start = 0; start < mask.length; start++) {
    if (mask[start] === 0 || seen[start] === 1) continue;
    count = 0;
    visit(start);
    let [west, east, north, south] = [widthTiles, 0, mask.length, 0];
    for (let i = 0; i < count; i++) {
      const at = queue[i];
      const x = at % widthTiles;
      const y = (at - x) / widthTiles;
      west = Math.min(west, x);
      east = Math.max(east, x);
      north = Math.min(north, y);
      south = Math.max(south, y);
      if (x > 0) visit(at - 1);
      if (x + 1 < widthTiles) visit(at + 1);
      if (at >= widthTiles) visit(at - widthTiles);
      if (at + widthTiles < mask.length) visit(at + widthTiles);
    }
    const off = (tile: number): number =>
      Math.abs(2 * (tile % widthTiles) - west - east) +
      Math.abs(2 * Math.floor(tile / widthTiles) - north - south);
    let heart = start;
    for (let i = 0; i < count; i++) {
      const tile = queue[i];
      if (depth[tile] > depth[heart] || (depth[tile] === depth[heart] && off(tile) < off(heart)))
        heart = tile;
    }
    patches.push({ tiles: count, west, north, east, south, heart });
  }
  return patches;
}

/** How far each tile of a mask is inside it, in king's steps: 1 at its edge or the map's, 0 outside, 255 at most. */
export function depthOf(mask: Uint8Array, widthTiles: number): Uint8Array {
  // A margin of zeros on all sides stands for what is outside the map.
  const side = widthTiles + 2;
  const rows = mask.length / widthTiles;
  const depth = new Uint8Array(side * (rows + 2));
  for (let y = 0; y < rows; y++) {
    for (let x = 0, i = (y + 1) * side + 1; x < widthTiles; x++, i++) {
      if (mask[y * widthTiles + x] === 0) continue;
      const north = i - side;
      depth[i] = Math.min(254, depth[i - 1], depth[north - 1], depth[north], depth[north + 1]) + 1;
    }
  }
  const result = new Uint8Array(mask.length);
  for (let y = rows - 1; y >= 0; y--) {
    for (let x = widthTiles - 1, i = (y + 1) * side + widthTiles; x >= 0; x--, i--) {
      if (depth[i] === 0) continue;
      const south = i + side;
      const least = Math.min(depth[i + 1], depth[south - 1], depth[south], depth[south + 1]) + 1;
      if (least < depth[i]) depth[i] = least;
      result[y * widthTiles + x] = depth[i];
    }
  }
  return result;
}

/** Counts the tiles of a mask in squares. */
export class SquareCounts {
  readonly #sums: Uint32Array;
  readonly #width: number;
  readonly #height: number;

  constructor(mask: Uint8Array, widthTiles: number) {
    this.#width = widthTiles;
    this.#height = mask.length / widthTiles;
    const side = widthTiles + 1;
    this.#sums = new Uint32Array(side * (this.#height + 1));
    for (let y = 0; y < this.#height; y++) {
      let row = 0;
      for (let x = 0; x < widthTiles; x++) {
        row += mask[y * widthTiles + x];
        this.#sums[(y + 1) * side + x + 1] = this.#sums[y * side + x + 1] + row;
      }
    }
  }

  /** The share of the mask in the square of tiles up to `reach` from one, of what lies on the map: 0 to 1. */
  share(tile: number, reach: number): number {
    const x = tile % this.#width;
    const y = Math.floor(tile / this.#width);
    const west = Math.max(0, x - reach);
    const north = Math.max(0, y - reach);
    const east = Math.min(this.#width, x + reach + 1);
    const south = Math.min(this.#height, y + reach + 1);
    const side = this.#width + 1;
    const count =
      this.#sums[south * side + east] -
      this.#sums[south * side + west] -
      this.#sums[north * side + east] +
      this.#sums[north * side + west];
    return count / ((east - west) * (south - north));
  }
}
