// The rare messages of a link are JSON, checked against a shape on arrival. JSON of another shape is a LinkError.
import type { MoverId, PlayerId, RoomId, Tick, WorldTimeMs } from "@doubloon/shared/ids";
import type { Award, Board, Standing } from "@doubloon/shared/protocol/events";
import type { SelfState } from "@doubloon/shared/wire/self";
import { z } from "zod";
import { type FeedId, MAX_FEED_ID } from "../feedId.ts";
import { LinkError } from "../linkError.ts";
import type { Entered, GatewayHealth, SessionKey } from "../port.ts";
import type { ByteReader } from "./byteReader.ts";
import type { ByteWriter } from "./byteWriter.ts";

/** The longest JSON of one message, in bytes. */
const MAX_JSON_BYTES = 0xffff;

const u16 = z.int().min(0).max(0xffff);
const u32 = z.int().min(0).max(0xffff_ffff);
const mover = u16.transform((id) => id as MoverId);
const room = u16.transform((id) => id as RoomId);
const feed = z
  .int()
  .min(0)
  .max(MAX_FEED_ID)
  .transform((id) => id as FeedId);
const tick = u32.transform((value) => value as Tick);
export const playerId = z
  .string()
  .max(64)
  .transform((id) => id as PlayerId);
const name = z.string().max(64);
const standing: z.ZodType<Standing> = z.object({ score: z.number(), rank: z.int(), of: z.int() });

const self = z.object({ motion: z.int().min(0).max(255), mover, tick, ack: u16, room, x: u32, y: u32 });

export const enteredShape = z.object({
  session: u32,
  playerId,
  mover,
  feed,
  name,
  returning: z.boolean(),
  tick,
  timeMs: u32.transform((value) => value as WorldTimeMs),
  standing,
  self: self as unknown as z.ZodType<SelfState>,
}) satisfies z.ZodType<Entered>;

export const awardPayload = z.object({
  kind: z.int(),
  value: z.number(),
  tileX: z.int(),
  tileY: z.int(),
  standing,
}) satisfies z.ZodType<Award>;

export const awardShape = z.object({ session: u32, award: awardPayload });

export const boardShape = z.object({
  top: z.array(z.object({ rank: z.int(), name, score: z.number(), playerId })).max(100),
  online: z.int(),
}) satisfies z.ZodType<Board>;

export interface EnterMessage {
  readonly session: SessionKey;
  readonly playerId: PlayerId;
  readonly name?: string | undefined;
  readonly bot?: boolean | undefined;
}

export const enterShape = z.object({
  session: u32,
  playerId,
  name: name.optional(),
  bot: z.boolean().optional(),
}) satisfies z.ZodType<EnterMessage>;

export const healthShape = z.object({
  connections: z.int(),
  lagMs: z.number(),
  busy: z.number(),
  droppedFrames: z.number(),
}) satisfies z.ZodType<GatewayHealth>;

/**
 * Writes `u8 kind, u16 length, JSON`.
 * @throws RangeError, and nothing is written, if the JSON is too long
 */
export function writeJson(writer: ByteWriter, kind: number, value: unknown): void {
  const json = Buffer.from(JSON.stringify(value));
  if (json.length > MAX_JSON_BYTES) {
    throw new RangeError(`link message of ${json.length} bytes of JSON, expected at most ${MAX_JSON_BYTES}`);
  }
  writer.u8(kind);
  writer.u16(json.length);
  writer.raw(json);
}

/** @throws LinkError if the bytes are not JSON of that shape */
export function readJson<T>(reader: ByteReader, shape: z.ZodType<T>): T {
  return parseJson("link message", reader.raw(reader.u16()).toString(), shape);
}

/** @throws LinkError, which begins with `what`, if the text is not JSON of that shape */
export function parseJson<T>(what: string, text: string, shape: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new LinkError(`${what} with JSON that does not parse: ${text.slice(0, 40)}`);
  }
  const parsed = shape.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new LinkError(`${what}, field ${issue?.path.join(".") || "(whole)"}: ${issue?.message}`);
  }
  return parsed.data;
}
