// The commands that concern hunts: the server's, the game masters' and the players'. A command that is not possible is refused
// to the player who gave it, and ignored if the server gave it: the server has checked it.
import { commitmentOf } from "@doubloon/shared/fair/entropy";
import type { AnnounceHuntCommand, Command, DirectHuntCommand, ExtendHuntCommand } from "../../commands.ts";
import { type Hunt, makeHunt } from "../../hunts/hunt.ts";
import { isOpen } from "../../hunts/hunterRows.ts";
import { MAX_HUNTS } from "../../hunts/hunts.ts";
import type { World } from "../../world.ts";
import { releaseHint } from "./clues.ts";
import { markCrown } from "./crownMarks.ts";
import { joinHunt } from "./joinHunt.ts";
import { cancel } from "./runHunts.ts";
import { retune } from "./threads.ts";

export function huntCommands(world: World, commands: readonly Command[]): void {
  for (const command of commands) {
    switch (command.type) {
      case "announceHunt":
        announce(world, command);
        break;
      case "joinHunt":
        joinHunt(world, command);
        break;
      case "retune":
        retune(world, command.mover);
        break;
      case "mark":
        markCrown(world, command);
        break;
      case "extendHunt":
        extend(world, command);
        break;
      case "pauseHunt":
      case "resumeHunt":
      case "endHunt":
      case "cancelHunt":
      case "releaseHint":
        direct(world, command);
        break;
    }
  }
}

function announce({ hunts, facts }: World, { hunt, secret, announcement }: AnnounceHuntCommand): void {
  if (hunt.number <= hunts.lastNumber || hunts.list.length >= MAX_HUNTS) return;
  hunts.lastNumber = hunt.number;
  hunts.list.push(makeHunt(hunt, secret, announcement, commitmentOf(secret)));
  facts.push({ type: "huntAnnounced", hunt: hunt.number });
}

function direct(world: World, { type, hunt: number }: DirectHuntCommand): void {
  const hunt = world.hunts.find(number);
  if (hunt === undefined) return;
  switch (type) {
    case "pauseHunt":
    case "resumeHunt":
      if (!isOpen(hunt)) return;
      hunt.changed ||= hunt.paused !== (type === "pauseHunt");
      hunt.paused = type === "pauseHunt";
      return;
    case "endHunt":
      endNow(hunt);
      return;
    case "cancelHunt":
      cancel(world, hunt);
      return;
    case "releaseHint":
      releaseHint(hunt);
  }
}

/** Moves the clock to the end of the running phase, or of the podium; the next tick does the rest. */
function endNow(hunt: Hunt): void {
  if (hunt.phase === "running") {
    hunt.wave = hunt.waveEnds.length;
    hunt.clock = hunt.waveEnds[hunt.wave - 1];
    hunt.paused = false;
  } else if (hunt.phase === "podium") hunt.clock = hunt.podiumTicks;
}

/** Makes the present phase longer: of a running hunt the present wave, in the countdown the first; the later ones move. */
function extend({ hunts }: World, { hunt: number, ticks }: ExtendHuntCommand): void {
  const hunt = hunts.find(number);
  if (hunt === undefined || ticks < 1) return;
  if (hunt.phase === "announced") hunt.announceTicks += ticks;
  else if (hunt.phase === "podium") hunt.podiumTicks += ticks;
  else if (hunt.phase === "running" || hunt.phase === "countdown") {
    for (let wave = Math.max(0, hunt.wave - 1); wave < hunt.waveEnds.length; wave++)
      hunt.waveEnds[wave] += ticks;
  } else return;
  hunt.changed = true;
}
