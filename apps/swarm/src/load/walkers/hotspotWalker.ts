// Walks a player to the hotspot, segment by segment, and keeps it moving there. It derives the position from its own last
// walk, so that no frame has to be decoded.
import { CHUNK_SUB, TILE_SUB } from "@doubloon/shared/space";
import { TICK_MS } from "@doubloon/shared/time";
import type { Route } from "../../walking/route.ts";
import type { Waypoint } from "../../walking/straightWalk.ts";

/** Round trip to the server, on top of the walk itself. */
const SLACK_MS = 250;
/** How far a player walks around once it has arrived, without leaving the chunk. */
const STROLL_SUB = 1024;

export class HotspotWalker {
  #position: Waypoint;
  #arrivesAtMs = 0;
  /** Whether it was sent to the goal itself and has had the time to get there. */
  arrived = false;

  /** `position` is where the player stands. */
  constructor(position: Waypoint) {
    this.#position = position;
  }

  /** Where to walk next; undefined during a walk, or if there is no route. */
  next(route: Route, random: () => number, nowMs: number): Waypoint | undefined {
    if (nowMs < this.#arrivesAtMs) return undefined;
    const segment = route.from(this.#position);
    const { x, y } = this.#position;
    this.arrived ||= x === route.goal.x && y === route.goal.y;
    const walk = segment ?? this.#stroll(route, random);
    if (walk === undefined) return undefined;
    this.#position = walk;
    this.#arrivesAtMs = nowMs + walk.ticks * TICK_MS + SLACK_MS;
    return walk;
  }

  #stroll(route: Route, random: () => number) {
    const near = (goal: number) => {
      const chunk = Math.floor(goal / CHUNK_SUB) * CHUNK_SUB;
      const to = goal + Math.round((random() * 2 - 1) * STROLL_SUB);
      return Math.min(Math.max(to, chunk + TILE_SUB / 2), chunk + CHUNK_SUB - TILE_SUB / 2);
    };
    const target = { x: near(route.goal.x), y: near(route.goal.y) };
    const ticks = route.walkTicks(this.#position, target);
    return ticks === undefined ? undefined : { ...target, ticks };
  }
}
