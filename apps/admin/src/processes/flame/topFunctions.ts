// The functions that took the most by themselves: what a flame graph says, as rows. Pure.
import type { FlameNode } from "./flameTree.ts";

export interface TopFunction {
  readonly name: string;
  readonly place: string;
  /** In the tree's unit, without and with what it called. */
  readonly self: number;
  readonly total: number;
}

/** The `count` functions with the greatest own share, greatest first. A function that calls itself counts once in `total`. */
export function topFunctions(root: FlameNode, count: number): TopFunction[] {
  const found = new Map<string, { name: string; place: string; self: number; total: number }>();
  const onStack = new Map<string, number>();
  /** `leave` marks the way back up. */
  const open: { readonly node: FlameNode; readonly leave: boolean }[] = [{ node: root, leave: false }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, leave } = next;
    const key = `${node.name} ${node.place}`;
    const depth = onStack.get(key) ?? 0;
    if (leave) {
      onStack.set(key, depth - 1);
      continue;
    }
    const row = found.get(key) ?? { name: node.name, place: node.place, self: 0, total: 0 };
    row.self += node.self;
    if (depth === 0) row.total += node.value;
    found.set(key, row);
    onStack.set(key, depth + 1);
    open.push({ node, leave: true });
    for (const child of node.children) open.push({ node: child, leave: false });
  }
  return [...found.values()]
    .filter(({ self }) => self > 0)
    .sort((a, b) => b.self - a.self)
    .slice(0, count);
}
