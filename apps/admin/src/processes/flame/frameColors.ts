// Where a function comes from, and the colour of its bar: light, so that black text on it has a contrast of at least 7.
import type { FlameNode } from "./flameTree.ts";

export const ORIGINS = {
  own: { label: "Doubloon", color: "#f6c76b" },
  packages: { label: "packages", color: "#8fd0a8" },
  node: { label: "Node", color: "#9cc7f5" },
  engine: { label: "V8 and native", color: "#cdbdf0" },
} as const;

export const FOUND_COLOR = "#ff9fe0";

export function originOf({ place }: Pick<FlameNode, "place">): keyof typeof ORIGINS {
  if (place === "") return "engine";
  if (place.startsWith("node:")) return "node";
  return /^(apps|packages|tools)\//.test(place) ? "own" : "packages";
}
