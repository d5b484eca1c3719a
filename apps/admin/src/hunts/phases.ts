// What a phase is called and which acts it allows.
import type { AdminHunt } from "@doubloon/shared/protocol/adminHunts";

const PHASE_TEXT: Record<AdminHunt["phase"], string> = {
  scheduled: "Scheduled",
  announced: "Announced",
  countdown: "Countdown",
  running: "Running",
  podium: "Podium",
  over: "Over",
  archived: "Archived",
  cancelled: "Cancelled",
};

export function phaseText({ phase, paused, wave, waves }: AdminHunt): string {
  const text = phase === "running" ? `Wave ${wave} of ${waves}` : PHASE_TEXT[phase];
  return paused ? `${text}, paused` : text;
}

/** Whether players are in the hunt or on their way to it. */
export function isLive({ phase }: AdminHunt): boolean {
  return phase === "announced" || phase === "countdown" || phase === "running";
}

export function hasResults({ phase, hunt }: AdminHunt): boolean {
  return hunt !== undefined && (phase === "podium" || phase === "over" || phase === "archived");
}
