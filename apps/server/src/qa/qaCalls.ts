// The calls that tests make to a world, as they come over HTTP or from a gateway: shapes and bounds only.
import type { HuntOrder } from "@doubloon/shared/protocol/adminHunts";
import { z } from "zod";

/** 83 minutes of the world's time; a longer step would hold up the answer. */
const MAX_STEP_TICKS = 100_000;
const MAX_SPEED = 1_000;

const tile = z.int().min(0).max(0xffff);
const name = z.string().min(1).max(64);

export const clockShape = z.strictObject({
  speed: z.number().min(0).max(MAX_SPEED).optional(),
  stepTicks: z.int().min(1).max(MAX_STEP_TICKS).optional(),
});
export const scheduleShape = z.strictObject({ on: z.boolean() });
export const huntShape = z.looseObject({
  definition: z.string().min(1).max(64).optional(),
  secret: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "expected 32 bytes in lower-case hex")
    .optional(),
});
export const placeShape = z.strictObject({ tileX: tile, tileY: tile });
export const lootShape = z.strictObject({ tileX: tile, tileY: tile, kind: z.int().min(1).max(239) });
export const connectionShape = z.union([
  z.strictObject({ cut: z.literal(true) }),
  z.strictObject({ delayMs: z.int().min(0).max(60_000) }),
]);

export const qaCallShape = z.discriminatedUnion("what", [
  z.object({ what: z.literal("clock"), ...clockShape.shape }),
  z.object({ what: z.literal("schedule"), ...scheduleShape.shape }),
  z.object({
    what: z.literal("hunt"),
    definition: huntShape.shape.definition,
    secret: huntShape.shape.secret,
    overrides: z.record(z.string(), z.unknown()),
  }),
  z.object({
    what: z.literal("direct"),
    order: z.custom<HuntOrder>((value) => typeof value === "object" && value !== null && "act" in value),
  }),
  z.object({ what: z.literal("caches"), hunt: z.int().min(1) }),
  z.object({ what: z.literal("phase"), hunt: z.int().min(1) }),
  z.object({ what: z.literal("player"), name }),
  z.object({ what: z.literal("place"), name, ...placeShape.shape }),
  z.object({ what: z.literal("loot"), ...lootShape.shape }),
]);
export type QaCall = z.infer<typeof qaCallShape>;

export type QaAnswer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: string };

/** Asks a world, in this process or over the link. */
export type AskWorld = (call: QaCall) => Promise<QaAnswer>;
