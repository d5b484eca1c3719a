// The part of d3-flame-graph 5 that flameChart.ts uses, with types, which the package does not bring.
// @ts-expect-error: it brings none.
import untyped from "d3-flame-graph";

/** A frame of the graph. `x0` and `x1` are shares of the width. */
export interface Frame<Data> {
  readonly id: number;
  readonly data: Data;
  readonly parent: Frame<Data> | null;
  readonly children?: readonly Frame<Data>[];
  readonly depth: number;
  readonly x0: number;
  readonly x1: number;
  readonly highlight?: boolean;
}

export interface FlameChart<Data> {
  (selection: unknown): void;
  width(px: number): FlameChart<Data>;
  cellHeight(px: number): FlameChart<Data>;
  inverted(down: boolean): FlameChart<Data>;
  minFrameSize(px: number): FlameChart<Data>;
  transitionDuration(ms: number): FlameChart<Data>;
  resetHeightOnZoom(resets: boolean): FlameChart<Data>;
  setLabelHandler(label: (frame: Frame<Data>) => string): FlameChart<Data>;
  setColorMapper(color: (frame: Frame<Data>, original: string) => string): FlameChart<Data>;
  setSearchMatch(matches: (frame: Frame<Data>, term: string) => boolean): FlameChart<Data>;
  setSearchHandler(handler: (found: readonly Frame<Data>[]) => void): FlameChart<Data>;
  onClick(clicked: (frame: Frame<Data>) => void): FlameChart<Data>;
  onHover(hovered: (frame: Frame<Data>) => void): FlameChart<Data>;
  search(term: string): void;
  clear(): void;
  zoomTo(frame: Frame<Data>): void;
  resetZoom(): void;
  update(): FlameChart<Data>;
  destroy(): FlameChart<Data>;
}

export const flamegraph = untyped as <Data>() => FlameChart<Data>;
