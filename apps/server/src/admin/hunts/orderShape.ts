// Checks what a console sends about hunts. A definition to save is checked by content, whose errors name paths.
import type { HuntDefinition } from "@doubloon/shared/hunt/definition";
import { type HuntOrder, MAX_CANCEL_REASON } from "@doubloon/shared/protocol/adminHunts";
import { z } from "zod";

/** The most by which one order extends a hunt, in seconds. */
const MAX_EXTENSION_SECONDS = 3_600;

const hunt = z.int().min(1).max(0xffff_ffff);
const tile = z.int().min(0).max(0xffff);

const shape = z.discriminatedUnion("act", [
  z.strictObject({ act: z.literal("start"), definition: z.string().min(1).max(64) }),
  z.strictObject({ act: z.enum(["pause", "resume", "end", "releaseHint"]), hunt }),
  z.strictObject({ act: z.literal("extend"), hunt, seconds: z.int().min(1).max(MAX_EXTENSION_SECONDS) }),
  z.strictObject({ act: z.literal("cancel"), hunt, reason: z.string().trim().min(1).max(MAX_CANCEL_REASON) }),
  z.strictObject({ act: z.literal("dropLoot"), tileX: tile, tileY: tile, kind: z.int().min(1).max(239) }),
  z.strictObject({
    act: z.literal("save"),
    definition: z.custom<HuntDefinition>((value) => typeof value === "object" && value !== null),
  }),
  z.strictObject({ act: z.literal("undo"), entry: z.int().min(0) }),
]);

/** Returns the order; undefined if it is not one. */
export function readHuntOrder(raw: unknown): HuntOrder | undefined {
  return shape.safeParse(raw).data;
}

/** Returns a hunt's number; undefined if it is not one. */
export function readHuntNumber(raw: unknown): number | undefined {
  return hunt.safeParse(raw).data;
}
