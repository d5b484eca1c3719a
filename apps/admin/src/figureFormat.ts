// How the figures of the shared table (protocol/figures.ts) are shown: by the unit of their row.
import type { FigureRow } from "@doubloon/shared/protocol/figures";
import { formatBytes, formatBytesPerSecond, formatCount, formatMs } from "./format.ts";

export const FORMATS: Readonly<Record<FigureRow["unit"], (value: number) => string>> = {
  count: formatCount,
  ms: formatMs,
  bytes: formatBytes,
  bytesPerSecond: formatBytesPerSecond,
};
