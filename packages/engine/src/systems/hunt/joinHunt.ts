// A player enters a hunt. While it is announced, the nonces of the first MAX_NONCES hunters become its public entropy. One
// hunter is in one hunt; a hunt that is over is left for the next.
import { addNonce, MAX_NONCES, NONCE_BYTES } from "@doubloon/shared/fair/entropy";
import type { JoinHuntCommand } from "../../commands.ts";
import { isOpen, tellHunter } from "../../hunts/hunterRows.ts";
import { Away, NO_TILE } from "../../hunts/hunters.ts";
import type { World } from "../../world.ts";
import { queueTuning, untune } from "./threads.ts";

const NONCE = new RegExp(`^[0-9a-f]{${NONCE_BYTES * 2}}$`);

export function joinHunt(world: World, { mover, hunt: number, nonce }: JoinHuntCommand): void {
  const { movers, hunts, tick, facts } = world;
  if (!movers.has(mover)) return;
  const hunt = hunts.find(number);
  if (hunt === undefined || !isOpen(hunt)) {
    facts.push({ type: "requestRefused", mover, why: hunt === undefined ? "noSuchHunt" : "huntOver" });
    return;
  }
  const { hunters } = hunts;
  const row = hunters.take(movers.account[mover] - 1, tick);
  const previous = hunters.hunt[row];
  if (previous === number) {
    tellHunter(world, row);
    return;
  }
  const other = previous === 0 ? undefined : hunts.find(previous);
  if (other !== undefined && isOpen(other)) {
    facts.push({ type: "requestRefused", mover, why: "notNow" });
    return;
  }
  leaveHunt(world, row);
  hunters.hunt[row] = number;
  hunters.joinedTick[row] = tick;
  hunters.bot[row] = world.accounts.bot[movers.account[mover] - 1];
  hunters.setAway(row, Away.no, tick);
  hunt.hunters++;
  if (hunters.bot[row] === 0) hunt.people++;
  hunt.crowdChanged = true;
  if (hunt.phase === "announced" && hunt.nonces.length < MAX_NONCES && NONCE.test(nonce)) {
    hunt.nonces.push(nonce);
    hunt.entropy = addNonce(hunt.entropy, nonce);
  }
  tellHunter(world, row);
  // A member sees the team's points in the own hunt, and there are none in this one yet.
  const team = world.teams.teamOf(movers.account[mover] - 1);
  if (team !== undefined) facts.push({ type: "teamChanged", code: team.code });
  if (hunt.phase === "running") queueTuning(hunt, row);
}

/** Takes a hunter out of its hunt, if it is in one; the hunt's results are not touched. */
export function leaveHunt(world: World, row: number): void {
  const { hunters } = world.hunts;
  const hunt = world.hunts.find(hunters.hunt[row]);
  if (hunt !== undefined) untune(world, hunt, row);
  world.hunts.boards.remove(row);
  hunters.hunt[row] = 0;
  hunters.points[row] = 0;
  hunters.finds[row] = 0;
  hunters.markX[row] = NO_TILE;
  hunters.markY[row] = NO_TILE;
  hunters.guest[row] = 0;
  hunters.untune(row);
}
