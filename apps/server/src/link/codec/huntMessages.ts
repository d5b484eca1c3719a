// The shapes of the hunt's JSON messages on a link, checked on arrival. They check what a receiver relies on: numbers,
// texts and the lengths of lists. It knows no rules.
import { huntKinds } from "@doubloon/shared/hunt/definition";
import { MAX_TEAM, type Tool } from "@doubloon/shared/hunt/rules";
import type { MoverId, Tick } from "@doubloon/shared/ids";
import type { Notice } from "@doubloon/shared/protocol/events";
import {
  type Clue,
  type Find,
  type HunterState,
  type HuntRequest,
  type HuntSummary,
  type Hunts,
  huntPhases,
  type Podium,
  type Ranking,
  type RankingRow,
  rankingNames,
  type Team,
} from "@doubloon/shared/protocol/huntEvents";
import { z } from "zod";
import { awardPayload, playerId } from "./jsonMessage.ts";

/** Limits of lists; every sender stays far below. */
const MAX_HUNTS = 16;
const MAX_ROWS = 64;
const MAX_CACHES = 1_024;
const MAX_LAYERS = 64;
const MAX_TILES = 144;
const MAX_LINES = 8;
const MAX_ENTRIES = 1_024;

const u8 = z.int().min(0).max(0xff);
const u16 = z.int().min(0).max(0xffff);
const u32 = z.int().min(0).max(0xffff_ffff);
const mover = u16.transform((id) => id as MoverId);
const tick = u32.transform((value) => value as Tick);
const name = z.string().max(64);
const text = z.string().max(256);
const hash = z.string().max(128);
const rect = z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() });

const summary = z.object({
  hunt: u32,
  title: text,
  kind: z.enum(huntKinds),
  phase: z.enum(huntPhases),
  paused: z.boolean(),
  zone: rect,
  wave: u8,
  waves: u8,
  phaseEnds: tick,
  ends: tick,
  caches: u16,
  cachesLeft: u16,
  hunters: u32,
  commitment: hash,
  root: hash.exactOptional(),
  leader: mover.exactOptional(),
}) satisfies z.ZodType<HuntSummary>;

const hunts = z.object({
  hunts: z.array(summary).max(MAX_HUNTS),
  next: z.object({ title: text, atMs: z.number() }).exactOptional(),
}) satisfies z.ZodType<Hunts>;

const find = z.object({
  hunt: u32,
  cache: u16,
  tier: text,
  mimic: z.boolean(),
  tileX: u16,
  tileY: u16,
  by: z.array(z.object({ name, points: z.number(), bot: z.boolean().exactOptional() })).max(MAX_ROWS),
}) satisfies z.ZodType<Find>;

const hunter = z.object({
  hunt: u32,
  points: z.number(),
  finds: u32,
  rank: u32,
  of: u32,
  charges: u8,
  nextCharge: tick,
  readingFrom: tick,
  retuneFrom: tick,
  thread: u32,
  tool: u8.transform((tool) => tool as Tool),
  toolUntil: tick,
  toolFrom: tick,
  solo: z.enum(["tutorial", "daily"]).exactOptional(),
}) satisfies z.ZodType<HunterState>;

const clueHead = { hunt: u32, thread: u32, wave: u8 };
const clue = z.discriminatedUnion("kind", [
  z.object({
    ...clueHead,
    kind: z.literal("piece"),
    turned: z.boolean(),
    layers: z.array(z.array(u32).max(MAX_TILES)).max(MAX_LAYERS),
  }),
  z.object({ ...clueHead, kind: z.literal("riddle"), lines: z.array(text).max(MAX_LINES) }),
  z.object({ ...clueHead, kind: z.literal("hint"), area: rect }),
]) satisfies z.ZodType<Clue>;

const team = z.object({
  code: z.string().max(16),
  points: z.number(),
  members: z
    .array(
      z.object({
        // JSON leaves out what is undefined.
        mover: mover.optional(),
        name,
        points: z.number(),
        away: z.boolean(),
      }),
    )
    .max(MAX_TEAM),
});

const row = z.object({
  rank: u32,
  name,
  points: z.number(),
  me: z.boolean().exactOptional(),
  bot: z.boolean().exactOptional(),
}) satisfies z.ZodType<RankingRow>;
const rows = z.array(row).max(MAX_ROWS);

const ranking = z.object({
  name: z.enum(rankingNames),
  of: u32,
  top: rows,
  around: rows,
}) satisfies z.ZodType<Ranking>;

const podium = z.object({
  hunt: u32,
  title: text,
  top: rows,
  teams: rows,
  me: row.exactOptional(),
  caches: z
    .array(z.object({ tileX: u16, tileY: u16, tier: text, mimic: z.boolean(), found: z.boolean() }))
    .max(MAX_CACHES),
  resultUrl: text,
}) satisfies z.ZodType<Podium>;

const notice = z.object({
  kind: z.enum(["info", "warning", "status"]),
  text: z.string().max(1_024),
}) satisfies z.ZodType<Notice>;

const finds = z.array(find).max(MAX_ROWS);

export const tellShape = z.discriminatedUnion("event", [
  z.object({ session: u32, event: z.literal("hunter"), payload: hunter }),
  z.object({ session: u32, event: z.literal("clue"), payload: clue }),
  z.object({ session: u32, event: z.literal("team"), payload: team as unknown as z.ZodType<Team> }),
  z.object({ session: u32, event: z.literal("ranking"), payload: ranking }),
  z.object({ session: u32, event: z.literal("podium"), payload: podium }),
  z.object({ session: u32, event: z.literal("notice"), payload: notice }),
  z.object({ session: u32, event: z.literal("finds"), payload: finds }),
]);

export const undeliveredShape = z.discriminatedUnion("event", [
  z.object({ playerId, event: z.literal("award"), payload: awardPayload }),
  z.object({ playerId, event: z.literal("podium"), payload: podium }),
  z.object({ playerId, event: z.literal("notice"), payload: notice }),
  z.object({ playerId, event: z.literal("finds"), payload: finds }),
]);

export const broadcastShape = z.discriminatedUnion("event", [
  z.object({ event: z.literal("hunts"), payload: hunts }),
  z.object({ event: z.literal("finds"), payload: finds }),
]);

export const entriesShape = z.object({
  from: u32,
  entries: z.array(z.string()).max(MAX_ENTRIES),
});

const request: z.ZodType<HuntRequest> = z.union([
  z.object({ type: z.literal("join"), hunt: u32, nonce: z.string().max(32) }),
  z.object({ type: z.enum(["retune", "useTool"]) }),
  z.object({ type: z.literal("mark"), tileX: u16, tileY: u16 }),
  z.object({ type: z.literal("team"), act: z.literal("join"), code: z.string().max(16) }),
  z.object({ type: z.literal("team"), act: z.enum(["create", "leave"]) }),
  z.object({ type: z.literal("ranking"), name: z.enum(rankingNames) }),
  z.object({ type: z.literal("solo"), act: z.enum(["tutorial", "daily", "end"]) }),
]);

export const huntingShape = z.object({ session: u32, mover, request });
