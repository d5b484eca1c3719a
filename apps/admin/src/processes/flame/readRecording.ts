// Unpacks a recording's file and checks that it is one.
import type { RecordingKind } from "@doubloon/shared/protocol/adminProcesses";
import { type CpuProfile, cpuTree } from "./cpuTree.ts";
import type { FlameTree } from "./flameTree.ts";
import { type HeapProfile, heapTree } from "./heapTree.ts";

export interface ReadRecording {
  readonly tree: FlameTree;
  /** The file as Chrome's tools and speedscope open it. */
  readonly json: Blob;
}

/**
 * `file` is compressed with gzip.
 * @throws TypeError or SyntaxError if it is no such recording
 */
export async function readRecording(
  file: Uint8Array<ArrayBuffer>,
  kind: RecordingKind,
): Promise<ReadRecording> {
  const unpacked = new Blob([file]).stream().pipeThrough(new DecompressionStream("gzip"));
  const text = await new Response(unpacked).text();
  return { tree: treeOf(JSON.parse(text), kind), json: new Blob([text], { type: "application/json" }) };
}

/** @throws TypeError if `profile` is not of that kind */
export function treeOf(profile: unknown, kind: RecordingKind): FlameTree {
  if (kind === "cpu") {
    if (isObjectWith(profile, "nodes") && isObjectWith(profile, "samples"))
      return cpuTree(profile as never as CpuProfile);
    throw new TypeError("expected a CPU profile with nodes and samples");
  }
  if (isObjectWith(profile, "head")) return heapTree(profile as never as HeapProfile);
  throw new TypeError("expected an allocation profile with a head");
}

function isObjectWith(value: unknown, name: string): boolean {
  return typeof value === "object" && value !== null && name in value;
}

/** `doubloon-world-2026-11-25T20-01-02.cpuprofile`, in the time of UTC. */
export function recordingFileName(process: string, kind: RecordingKind, startedAt: number): string {
  const time = new Date(startedAt).toISOString().slice(0, 19).replaceAll(":", "-");
  return `doubloon-${process.replaceAll(/[^\w-]/g, "_")}-${time}.${kind === "cpu" ? "cpuprofile" : "heapprofile"}`;
}
