// A public log to test with: hunts that were revealed, cancelled before and after their caches were placed, and one still open.
import { eligibleTiles } from "../fair/eligible.ts";
import { addNonce, firstEntropy, masterKey } from "../fair/entropy.ts";
import {
  type AnnouncedBody,
  announcedBody,
  announcementHash,
  cancelledBody,
  emptyLog,
  type FairLog,
  foundBody,
  headAfter,
  type LogBody,
  type LogEntry,
  nextEntry,
  revealedBody,
} from "../fair/log.ts";
import { treeOf } from "../fair/merkle.ts";
import { HuntPlanner } from "../fair/plan/planHunt.ts";
import type { MapGround } from "../fair/verify/verifyHunt.ts";
import type { PlannedCache } from "../hunt/plan.ts";
import { testGround, testHunt } from "./huntExamples.ts";

export const exampleMap: MapGround = { version: "a-map", ground: testGround() };

type End = "revealed" | "cancelled" | "cancelledEarly" | "open";

/** One hunt on a zone of 64x64 tiles: its bodies, key and plan. `changes` are made to its announcement before the rest. */
export function exampleHunt(number: number, end: End, changes: Partial<AnnouncedBody> = {}) {
  const definition = { ...testHunt, number, zone: { x: 64, y: 64, width: 64, height: 64 } };
  const secret = new Uint8Array(32).fill(number);
  const eligible = eligibleTiles(definition.zone, exampleMap.ground);
  const atMs = 1_000_000 * number;
  const announced = {
    ...announcedBody(definition, secret, exampleMap.version, eligible.hash, atMs),
    ...changes,
  };
  const nonces = [1, 2, 3].map((player) => (16 * number + player).toString(16).padStart(32, "0"));
  const key = masterKey(secret, nonces.reduce(addNonce, firstEntropy()), announcementHash(announced));
  const caches = 6;
  const options = { hunt: definition, masterKey: key, ground: exampleMap.ground, eligible, caches };
  const plan: PlannedCache[] = new HuntPlanner(options).next(Number.POSITIVE_INFINITY);
  const tree = treeOf(plan);
  const bodies: LogBody[] = [announced];
  if (end !== "cancelledEarly") {
    bodies.push({ type: "sealed", hunt: number, atMs: atMs + 1, nonces, caches, root: tree.root });
    for (const index of [4, 0]) bodies.push(foundBody(number, plan[index], tree, atMs + 2 + index));
  }
  if (end === "revealed") bodies.push(revealedBody(number, secret, { first: "Anne" }, atMs + 9));
  if (end.startsWith("cancelled")) bodies.push(cancelledBody(number, secret, "the map changes", atMs + 9));
  return { bodies, key, plan };
}

/** Links bodies into a log, as somebody would who can write the whole log anew. */
export function linked(bodies: readonly LogBody[]): FairLog {
  let head = emptyLog;
  const entries: LogEntry[] = bodies.map((body) => {
    const entry = nextEntry(head, body);
    head = headAfter(entry);
    return entry;
  });
  return { format: 1, entries };
}

export const exampleBodies: readonly LogBody[] = (
  ["revealed", "cancelled", "cancelledEarly", "revealed", "open"] as const
).flatMap((end, i) => exampleHunt(i + 1, end).bodies);
