// Walks a player to the one place where everybody goes, stretch by stretch, and there to and fro. It knows where it is
// by where it last told its player to walk, so that no frame need be decoded.
import { CHUNK_SUB, TILE_SUB } from "@doubloon/shared/space";
import { TICK_MS } from "@doubloon/shared/time";
import type { Waypoint } from "./course.ts";
import type { Route } from "./route.ts";

/** What the way to the server and back may take beyond the walk itself. */
const SLACK_MS = 250;
/** How far one walks to and fro once there, without leaving the chunk. */
const STROLL_SUB = 1024;

export class HotspotWalker {
  #place: Waypoint;
  #arrivesAtMs = 0;
  /** Whether it has been told to walk to the goal itself, and has had the time to. */
  arrived = false;

  /** `place` is where the player stands. */
  constructor(place: Waypoint) {
    this.#place = place;
  }

  /** Where to walk next; undefined while the last walk is not over, or if there is no way. */
  next(route: Route, random: () => number, nowMs: number): Waypoint | undefined {
    if (nowMs < this.#arrivesAtMs) return undefined;
    const onTheWay = route.from(this.#place);
    const { x, y } = this.#place;
    this.arrived ||= x === route.goal.x && y === route.goal.y;
    const stretch = onTheWay ?? this.#stroll(route, random);
    if (stretch === undefined) return undefined;
    this.#place = stretch;
    this.#arrivesAtMs = nowMs + stretch.ticks * TICK_MS + SLACK_MS;
    return stretch;
  }

  #stroll(route: Route, random: () => number) {
    const near = (goal: number) => {
      const chunk = Math.floor(goal / CHUNK_SUB) * CHUNK_SUB;
      const to = goal + Math.round((random() * 2 - 1) * STROLL_SUB);
      return Math.min(Math.max(to, chunk + TILE_SUB / 2), chunk + CHUNK_SUB - TILE_SUB / 2);
    };
    const place = { x: near(route.goal.x), y: near(route.goal.y) };
    const ticks = route.walkTicks(this.#place, place);
    return ticks === undefined ? undefined : { ...place, ticks };
  }
}
