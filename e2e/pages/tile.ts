// A tile of the map, as pages and the control interface name it.
export interface Tile {
  readonly x: number;
  readonly y: number;
}
