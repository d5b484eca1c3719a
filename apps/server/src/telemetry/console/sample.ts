// Builds the console's sample of one second from what was measured.
import type { AdminSample, WorldFigures } from "@doubloon/shared/protocol/admin";
import { combineProcesses, type LinkFigures, type ProcessFigures } from "@doubloon/shared/protocol/figures";

/** `link` holds the figures of all links together; `atMs` is the Unix time now. */
export function makeSample(
  processes: readonly ProcessFigures[],
  world: WorldFigures,
  link: LinkFigures,
  atMs: number,
): AdminSample {
  return { at: atMs, ...world, ...link, ...combineProcesses(processes) };
}
