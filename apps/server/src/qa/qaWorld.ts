// What tests may do to a world: run its clock, announce hunts, see places, move players, drop loot. Every change but those of
// the clock is a command of the world like any other.
import type { HuntDefinition } from "@doubloon/shared/hunt/definition";
import { TILE_SUB } from "@doubloon/shared/space";
import { TICK_MS } from "@doubloon/shared/time";
import { checkDefinition } from "../content/hunts/loadHunts.ts";
import type { GameClock } from "../lib/gameClock.ts";
import type { WorldHost } from "../world/hostedWorld.ts";
import { placesOf } from "../world/hunts/records/placesOf.ts";
import type { AskWorld, QaCall } from "./qaCalls.ts";

/** Turns of the event loop that a step of one tick may take. */
const MAX_TURNS_PER_TICK = 10_000;

/** Carries out a call. @throws RangeError that says what is wrong with it */
type CarryOut = (call: QaCall) => Promise<unknown>;

/** The calls that a world answers. */
export function makeQaWorld(host: WorldHost, clock: GameClock): AskWorld {
  const carryOut = makeCarryOut(host, clock);
  return async (call) => {
    try {
      return { ok: true, value: await carryOut(call) };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return { ok: false, error: error.message };
    }
  };
}

function makeCarryOut(host: WorldHost, clock: GameClock): CarryOut {
  const { hunts } = host;

  /** Moves the clock on tick by tick, so that none is skipped. */
  async function step(ticks: number): Promise<void> {
    for (let i = 0; i < ticks; i++) {
      const before = host.tick;
      clock.advance(TICK_MS);
      for (let turns = 0; host.tick === before && turns < MAX_TURNS_PER_TICK; turns++)
        await new Promise((resolve) => setImmediate(resolve));
    }
  }

  function definitionFor(wanted: string | undefined, overrides: Record<string, unknown>): HuntDefinition {
    const { definitions } = hunts;
    const base = wanted === undefined ? definitions.all()[0] : definitions.find(wanted);
    if (base === undefined) {
      const ids = definitions.all().map(({ id }) => JSON.stringify(id));
      throw new RangeError(`definition ${JSON.stringify(wanted)}, expected one of ${ids.join(", ")}`);
    }
    const { hunt, problems } = checkDefinition({ ...base, ...overrides });
    if (hunt === undefined) throw new RangeError(problems.join("; "));
    return hunt;
  }

  function huntOf(number: number) {
    const hunt = hunts.find(number);
    if (hunt === undefined) throw new RangeError(`hunt ${number} is not on`);
    return hunt;
  }

  return async (call) => {
    switch (call.what) {
      case "clock":
        if (call.speed !== undefined) clock.setSpeed(call.speed);
        if (call.stepTicks !== undefined) await step(call.stepTicks);
        return { tick: host.tick, speed: clock.speed };
      case "schedule":
        hunts.director.automatic = call.on;
        return { on: call.on };
      case "hunt": {
        const { definition, secret, overrides } = call;
        const known = secret === undefined ? {} : { secret: Buffer.from(secret, "hex") };
        const announced = hunts.director.announce(definitionFor(definition, overrides), known);
        if (!announced.ok) throw new RangeError(announced.text);
        return { number: announced.number };
      }
      case "direct":
        return hunts.console.order(call.order, "qa");
      case "caches": {
        const hunt = huntOf(call.hunt);
        if (hunt.root === "") throw new RangeError(`the caches of hunt ${call.hunt} are not placed yet`);
        return { caches: placesOf(hunt) };
      }
      case "phase": {
        const { phase, wave } = huntOf(call.hunt);
        return { phase, wave };
      }
      case "player": {
        const { x, y } = hunts.placeOf(call.name) ?? notPlaying(call.name);
        return { name: call.name, tileX: Math.floor(x / TILE_SUB), tileY: Math.floor(y / TILE_SUB) };
      }
      case "place": {
        const { mover } = hunts.placeOf(call.name) ?? notPlaying(call.name);
        const middle = (tile: number): number => tile * TILE_SUB + TILE_SUB / 2;
        hunts.direct({ type: "place", mover, x: middle(call.tileX), y: middle(call.tileY) });
        return { name: call.name, tileX: call.tileX, tileY: call.tileY };
      }
      case "loot": {
        const { tileX, tileY, kind } = call;
        hunts.direct({ type: "dropLoot", tileX, tileY, kind });
        return { tileX, tileY, kind };
      }
    }
  };
}

function notPlaying(name: string): never {
  throw new RangeError(`player ${JSON.stringify(name)} is not in the world`);
}

/** The answer of a server that runs without --qa. */
export const noQa: AskWorld = async () => ({ ok: false, error: "the server runs without --qa" });
