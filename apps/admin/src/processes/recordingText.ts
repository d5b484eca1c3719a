// Recordings in words. Pure.
import type { AdminRecording, RecordingKind } from "@doubloon/shared/protocol/adminProcesses";
import { formatBytes } from "../format.ts";

export const KIND_LABELS: Readonly<Record<RecordingKind, string>> = {
  cpu: "CPU",
  allocations: "Allocations",
};

/** `CPU of world, 10 s` */
export function describeRecording(process: string, { kind, seconds }: AdminRecording): string {
  return `${KIND_LABELS[kind]} of ${process}, ${seconds} s`;
}

/** What became of a recording. */
export function describeState({ state, bytes = 0, why = "It failed." }: AdminRecording): string {
  if (state === "running") return "recording…";
  return state === "ready" ? formatBytes(bytes) : why;
}
