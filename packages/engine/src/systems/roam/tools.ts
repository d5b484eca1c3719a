// Tools: found as loot, one at a time. Boots make their owner faster for a while, a spade shortens probes, a lantern is the
// client's alone. While a hunt runs, its tools appear in its zone.
import { BOOTS_COOLDOWN_TICKS, BOOTS_TICKS, Tool } from "@doubloon/shared/hunt/rules";
import type { MoverId, Tick } from "@doubloon/shared/ids";
import { CHUNK_TILES } from "@doubloon/shared/space";
import { addTicks, TICK_HZ } from "@doubloon/shared/time";
import type { Hunt } from "../../hunts/hunt.ts";
import { hunterOf, isToCome, tellHunter } from "../../hunts/hunterRows.ts";
import { randomBelow } from "../../random.ts";
import type { World } from "../../world.ts";

/** A running hunt gets a tool this often while few lie in the world. */
const DROP_TICKS = 5 * TICK_HZ;
/** One tool lies for so many hunters, and this many at least. */
const HUNTERS_A_TOOL = 4;
const MIN_TOOLS = 3;

/** A mover has picked up a tool; the one that it had is gone. */
export function takeTool(world: World, mover: MoverId, tool: Tool): void {
  const { hunts, movers, tick } = world;
  const row = hunts.hunters.take(movers.account[mover] - 1, tick);
  stopBoots(world, row);
  hunts.hunters.tool[row] = tool;
  hunts.hunters.toolUntil[row] = tick;
  hunts.hunters.toolFrom[row] = tick;
  hunts.hunters.changes.add(row);
  tellHunter(world, row);
}

/** The tool of a mover. */
export function toolOf(world: World, mover: number): Tool {
  const row = hunterOf(world, mover);
  return row === undefined ? Tool.none : (world.hunts.hunters.tool[row] as Tool);
}

/** Starts a mover's boots; refused without boots, and while they rest. */
export function startBoots(world: World, mover: MoverId): void {
  const { hunts, running, facts, tick } = world;
  const { hunters } = hunts;
  const row = hunterOf(world, mover);
  if (row === undefined || hunters.tool[row] !== Tool.boots) {
    facts.push({ type: "requestRefused", mover, why: "noTool" });
    return;
  }
  if (isToCome(world, hunters.toolFrom[row])) {
    facts.push({ type: "requestRefused", mover, why: "tooSoon" });
    return;
  }
  hunters.toolUntil[row] = addTicks(tick, BOOTS_TICKS);
  hunters.toolFrom[row] = addTicks(tick, BOOTS_COOLDOWN_TICKS);
  hunters.changes.add(row);
  running.push(row);
  tellHunter(world, row);
}

/**
 * Before the movers walk: whose boots run is fast in this tick. They stop with leaving and with another tool. After a restart
 * of the server they run on.
 */
export function runBoots(world: World): void {
  const { hunts, running, accounts, movers, tick } = world;
  const { hunters } = hunts;
  if (hunters.count > 0) resumeBoots(world);
  for (let i = running.length - 1; i >= 0; i--) {
    const row = running[i];
    const mover = hunters.account[row] === 0 ? 0 : accounts.mover[hunters.account[row] - 1];
    const runs = mover !== 0 && hunters.tool[row] === Tool.boots && isNotBefore(hunters.toolUntil[row], tick);
    // They start in the tick after the command, see M7.
    if (runs)
      movers.fast[mover - 1] = addTicks(hunters.toolUntil[row] as Tick, -BOOTS_TICKS) === tick ? 0 : 1;
    else {
      if (mover !== 0) movers.fast[mover - 1] = 0;
      if (hunters.account[row] !== 0 && isToCome(world, hunters.toolUntil[row])) {
        hunters.toolUntil[row] = tick;
        tellHunter(world, row);
      }
      running.splice(i, 1);
    }
  }
}

/** A player who comes back with boots that still run did not leave: the server has restarted. */
function resumeBoots(world: World): void {
  const { hunts, running, facts } = world;
  for (const fact of facts) {
    if (fact.type !== "entered") continue;
    const row = hunterOf(world, fact.mover);
    if (row === undefined || hunts.hunters.tool[row] !== Tool.boots || running.includes(row)) continue;
    if (isToCome(world, hunts.hunters.toolUntil[row])) running.push(row);
  }
}

/** Ends a row's run at once, for another tool. */
function stopBoots({ hunts, running, accounts, movers }: World, row: number): void {
  const at = running.indexOf(row);
  if (at < 0) return;
  running.splice(at, 1);
  const mover = accounts.mover[hunts.hunters.account[row] - 1];
  if (mover !== 0) movers.fast[mover - 1] = 0;
}

function isNotBefore(until: number, tick: Tick): boolean {
  return ((until - tick) | 0) >= 0;
}

/** Now and then a tool of a running hunt appears in its zone. */
export function dropTools(world: World): void {
  const { hunts, loot, tick } = world;
  if (hunts.list.length === 0 || tick % DROP_TICKS !== 0) return;
  for (const hunt of hunts.list) {
    if (hunt.phase !== "running" || hunt.paused || hunt.resolved.tools.length === 0) continue;
    if (loot.toolsLying >= Math.max(MIN_TOOLS, hunt.hunters / HUNTERS_A_TOOL)) continue;
    const name = hunt.resolved.tools[randomBelow(world.random, hunt.resolved.tools.length)];
    const kind = loot.kindOfTool(Tool[name]);
    if (kind !== 0) loot.dropKind(chunkIn(world, hunt), kind, world.random, tick);
  }
}

/** A random chunk of the hunt's zone. */
function chunkIn({ grid, random }: World, { resolved: { zone } }: Hunt): number {
  const tileX = zone.x + randomBelow(random, zone.width);
  const tileY = zone.y + randomBelow(random, zone.height);
  return Math.floor(tileY / CHUNK_TILES) * grid.chunksWide + Math.floor(tileX / CHUNK_TILES);
}
