// Draws a tree as a flame graph into an element, and adds what the library lacks, a cursor that the keyboard moves. No
// animation: the graph stands still at once.
import { select } from "d3-selection";
import { flamegraph, type Frame as GraphFrame } from "./d3FlameGraph.ts";
import { describeFrame } from "./describeFrame.ts";
import type { FlameNode, FlameTree } from "./flameTree.ts";
import { FOUND_COLOR, ORIGINS, originOf } from "./frameColors.ts";

type Frame = GraphFrame<FlameNode>;

const CELL_PX = 20;
/** Narrower bars are left out, so that the page stays quick with many thousand functions. */
const MIN_FRAME_PX = 1;

/** Where the cursor goes: to the caller, the widest callee, or the one beside; or what is drawn. */
export type CursorMove = "caller" | "callee" | "left" | "right" | "zoom" | "whole";

export interface FlameDrawing {
  resize(px: number): void;
  /** Marks functions whose name or place contains the text; none for an empty one. */
  search(text: string): void;
  move(move: CursorMove): void;
  destroy(): void;
}

export interface FlameDrawingOptions {
  readonly tree: FlameTree;
  readonly widthPx: number;
  /** Called with the function under the cursor or the pointer. */
  readonly onLook: (node: FlameNode) => void;
  /** Called with the number of bars that a search has found; undefined after an empty one. */
  readonly onFound: (count: number | undefined) => void;
}

export function drawFlame(host: HTMLElement, options: FlameDrawingOptions): FlameDrawing {
  const { tree, widthPx, onLook, onFound } = options;
  let cursor: Frame | undefined;
  let found = 0;
  const chart = flamegraph<FlameNode>()
    .width(widthPx)
    .cellHeight(CELL_PX)
    .inverted(true)
    .minFrameSize(MIN_FRAME_PX)
    .transitionDuration(0)
    .resetHeightOnZoom(true)
    .setLabelHandler(({ data }) => describeFrame(data, tree))
    .setColorMapper((frame) => (frame.highlight === true ? FOUND_COLOR : ORIGINS[originOf(frame.data)].color))
    .setSearchMatch(({ data }, text) => `${data.name} ${data.place}`.toLowerCase().includes(text))
    .setSearchHandler((frames) => {
      found = frames.length;
    })
    .onHover(({ data }) => onLook(data))
    .onClick((frame) => point(frame));
  select(host).datum(tree.root).call(chart);

  /** Frames that are drawn; those beside a zoomed one have no width. */
  const isShown = (frame: Frame | null | undefined): frame is Frame =>
    frame !== null && frame !== undefined && frame.x1 - frame.x0 > 0;

  function point(frame: Frame): void {
    cursor = frame;
    select(host)
      .selectAll<SVGGElement, Frame>("g.frame")
      .attr("data-cursor", (drawn) => (drawn === frame ? "yes" : null));
    onLook(frame.data);
  }

  function firstFrame(): Frame | undefined {
    return select(host).select<SVGGElement>("g.frame").datum() as Frame | undefined;
  }

  function beside(frame: Frame, step: 1 | -1): Frame | undefined {
    // The order of the drawing, from left to right.
    const row = (frame.parent?.children ?? []).filter(isShown).sort((a, b) => a.x0 - b.x0);
    return row[row.indexOf(frame) + step];
  }

  function widestCallee(frame: Frame): Frame | undefined {
    return (frame.children ?? []).filter(isShown).sort((a, b) => b.x1 - b.x0 - (a.x1 - a.x0))[0];
  }

  return {
    resize(px) {
      chart.width(px);
      chart.update();
    },
    search(text) {
      const term = text.trim().toLowerCase();
      if (term === "") chart.clear();
      else chart.search(term);
      onFound(term === "" ? undefined : found);
    },
    move(move) {
      const from = cursor ?? firstFrame();
      if (from === undefined) return;
      if (cursor === undefined && move !== "whole" && move !== "zoom") return point(from);
      switch (move) {
        case "zoom":
          return chart.zoomTo(from);
        case "whole":
          return chart.resetZoom();
        case "caller":
          return point(isShown(from.parent) ? from.parent : from);
        case "callee":
          return point(widestCallee(from) ?? from);
        case "left":
          return point(beside(from, -1) ?? from);
        case "right":
          return point(beside(from, 1) ?? from);
      }
    },
    destroy: () => void chart.destroy(),
  };
}
