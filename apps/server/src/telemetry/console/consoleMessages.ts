// The messages that gateways and the world exchange for the console, as JSON in the link's side channel. The reader drops
// a message that does not fit: figures are not worth a crash.
import type { PlayerId } from "@doubloon/shared/ids";
import {
  type AdminBoardPage,
  type AdminConnection,
  type AdminDrain,
  type AdminGateway,
  type AdminSample,
  drainActs,
  type GatewayRoom,
} from "@doubloon/shared/protocol/admin";
import type { AdminHunt, AuditEntry, HuntOrder, LiveMap } from "@doubloon/shared/protocol/adminHunts";
import type { AdminProcess } from "@doubloon/shared/protocol/adminProcesses";
import { gatewayFigures, processFigures } from "@doubloon/shared/protocol/figures";
import { z } from "zod";
import { qaCallShape } from "../../qa/qaCalls.ts";
import { processToGateway, processToWorld, statusShape } from "./processes/processMessages.ts";

/** More buckets than RTT_BUCKETS_MS has, so that their number can grow. */
const MAX_RTT_BUCKETS = 32;
const MAX_WORST = 100;

const figure = z.number().min(0);
const figuresShape = z.object({
  ...shapeOf(processFigures),
  rttBuckets: z.array(figure).max(MAX_RTT_BUCKETS).readonly(),
});

const connectionShape = z.object({
  playerId: z.string().transform((id) => id as PlayerId),
  name: z.string(),
  rttMs: z.number(),
  missedHeartbeats: figure,
  droppedFrames: figure,
  resyncs: figure,
  behindTicks: z.number(),
}) satisfies z.ZodType<AdminConnection>;
const worstShape = z.array(connectionShape).max(MAX_WORST);
const queryShape = z.object({ offset: z.int(), limit: z.int(), search: z.string() });

const share = z.number().min(0).max(1);
const roomShape = z.object({ maxConnections: figure, load: share }) satisfies z.ZodType<GatewayRoom>;
const drainShape = z.object({
  state: z.enum(["moving", "waiting", "paused"]),
  total: figure,
  moved: figure,
  perSecond: figure,
  endsInMs: figure,
  bySignal: z.boolean(),
}) satisfies z.ZodType<AdminDrain>;
const id = z.string().max(64);
const actShape = z.enum(drainActs);
/** Why an order about a drain cannot be carried out. */
const problem = z.string().max(256).optional();

const hunt = z.int().min(0);
const by = z.string().max(64);
const huntCallShape = z.discriminatedUnion("what", [
  z.object({
    what: z.literal("order"),
    by,
    // The gateway has checked it.
    order: z.custom<HuntOrder>((value) => typeof value === "object" && value !== null && "act" in value),
  }),
  z.object({ what: z.literal("caches"), hunt, by }),
  z.object({ what: z.literal("results"), hunt, page: z.int().min(0) }),
  z.object({ what: z.literal("definitions") }),
  z.object({ what: z.literal("season") }),
  z.object({ what: z.literal("dryRun"), definition: z.unknown(), hunters: hunt }),
  // Only under --qa.
  z.object({ what: z.literal("qa"), call: qaCallShape }),
]);
/** What a console asks of the world's hunts. */
export type HuntCall = z.infer<typeof huntCallShape>;

const toWorldShape = z.discriminatedUnion("is", [
  z.object({
    is: z.literal("report"),
    figures: figuresShape,
    gateway: z.object(shapeOf(gatewayFigures)),
    worst: worstShape,
    // Another version may have none, or one of another form: its figures count all the same.
    status: statusShape.optional().catch(undefined),
    room: roomShape.optional(),
    drain: drainShape.optional(),
  }),
  z.object({
    is: z.literal("askDrain"),
    id,
    gateway: z.string().max(128),
    act: actShape,
    by: z.string().max(64),
  }),
  // Answered like an order about a drain.
  z.object({ is: z.literal("askHandover"), id, by }),
  z.object({ is: z.literal("drainDone"), id, problem, drain: drainShape.optional() }),
  z.object({ is: z.literal("askBoard"), query: queryShape }),
  z.object({ is: z.literal("askHunts"), id, call: huntCallShape }),
  z.object({ is: z.literal("askMap") }),
  ...processToWorld,
]);
/** A gateway's message to the world. */
export type ToWorld = z.infer<typeof toWorldShape>;

const toGatewayShape = z.discriminatedUnion("is", [
  z.object({
    is: z.literal("sample"),
    sample: z.custom<AdminSample>((value) => typeof value === "object" && value !== null),
    worst: worstShape,
    gateways: z.custom<readonly AdminGateway[]>((value) => Array.isArray(value)),
    processes: z.custom<readonly AdminProcess[]>((value) => Array.isArray(value)).optional(),
  }),
  z.object({
    is: z.literal("board"),
    page: z.custom<AdminBoardPage>(
      (value) => typeof value === "object" && value !== null && "query" in value,
    ),
  }),
  z.object({
    is: z.literal("hunts"),
    hunts: z.custom<readonly AdminHunt[]>((value) => Array.isArray(value)).optional(),
    audit: z.custom<readonly AuditEntry[]>((value) => Array.isArray(value)).optional(),
  }),
  z.object({ is: z.literal("drain"), id, act: actShape }),
  z.object({ is: z.literal("drainAnswer"), id, problem }),
  z.object({ is: z.literal("huntAnswer"), id: z.string(), answer: z.unknown() }),
  z.object({
    is: z.literal("liveMap"),
    map: z.custom<LiveMap>((value) => typeof value === "object" && value !== null && "players" in value),
  }),
  ...processToGateway,
]);
/** The world's message to a gateway. */
export type ToGateway = z.infer<typeof toGatewayShape>;

/** Reads a gateway's message; undefined if it does not fit. */
export function readToWorld(text: string): ToWorld | undefined {
  return read(toWorldShape, text);
}

/** Reads the world's message; undefined if it does not fit. */
export function readToGateway(text: string): ToGateway | undefined {
  return read(toGatewayShape, text);
}

function shapeOf<Name extends string>(names: readonly Name[]): Record<Name, typeof figure> {
  return Object.fromEntries(names.map((name) => [name, figure])) as Record<Name, typeof figure>;
}

function read<T>(shape: z.ZodType<T>, text: string): T | undefined {
  try {
    return shape.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
