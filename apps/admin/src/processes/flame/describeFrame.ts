// A function's share in words. Pure.
import { formatBytes, formatMs } from "../../format.ts";
import type { FlameNode, FlameTree } from "./flameTree.ts";

export function formatAmount(amount: number, unit: FlameTree["unit"]): string {
  return unit === "bytes" ? formatBytes(amount) : formatMs(amount / 1_000);
}

/** `12.3 %` */
export function formatShare(part: number, whole: number): string {
  return `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
}

/** `step, apps/server/src/world/gameLoop.ts:77: 12 ms, 4.5 %; in itself 2 ms` */
export function describeFrame(node: FlameNode, { root, unit }: FlameTree): string {
  const place = node.place === "" ? "" : `, ${node.place}`;
  const total = `${formatAmount(node.value, unit)}, ${formatShare(node.value, root.value)}`;
  return `${node.name}${place}: ${total}; in itself ${formatAmount(node.self, unit)}`;
}
