// What gateways and the world tell each other for the console, as JSON in the link's asides.
// Whatever does not fit is dropped by the reader: figures are not worth a crash.

import type { PlayerId } from "@doubloon/shared/ids";
import type {
  AdminBoardPage,
  AdminConnection,
  AdminGateway,
  AdminSample,
} from "@doubloon/shared/protocol/admin";
import { z } from "zod";

const figure = z.number().min(0);

/** One second of one process. Counters are of that second, times in ms. */
const figuresShape = z.object({
  frames: figure,
  bytes: figure,
  keyframes: figure,
  drops: figure,
  resyncs: figure,
  inputs: figure,
  refusals: figure,
  missedHeartbeats: figure,
  rttBuckets: z.array(figure).max(32),
  rttP50Ms: figure,
  rttP95Ms: figure,
  rttP99Ms: figure,
  tickP95Ms: figure,
  tickMaxMs: figure,
  loopLagMaxMs: figure,
  gcMaxMs: figure,
  gcTotalMs: figure,
  rssBytes: figure,
  heapBytes: figure,
});
export type ProcessFigures = z.infer<typeof figuresShape>;

/** What a gateway says of itself beside its process's figures. */
const gatewayShape = z.object({
  connections: figure,
  players: figure,
  staleMs: figure,
  linkBytes: figure,
  linkDropped: figure,
});
export type GatewayReport = z.infer<typeof gatewayShape>;

const connectionShape = z.object({
  playerId: z.string().transform((id) => id as PlayerId),
  name: z.string(),
  rttMs: z.number(),
  missedHeartbeats: figure,
  droppedFrames: figure,
  resyncs: figure,
  behindTicks: z.number(),
}) satisfies z.ZodType<AdminConnection>;
const worstShape = z.array(connectionShape).max(100);
const queryShape = z.object({ offset: z.int(), limit: z.int(), search: z.string() });

const toWorldShape = z.discriminatedUnion("is", [
  z.object({ is: z.literal("report"), figures: figuresShape, gateway: gatewayShape, worst: worstShape }),
  z.object({ is: z.literal("askBoard"), query: queryShape }),
]);
export type ToWorld = z.infer<typeof toWorldShape>;

const toGatewayShape = z.discriminatedUnion("is", [
  z.object({
    is: z.literal("sample"),
    sample: z.custom<AdminSample>((value) => typeof value === "object" && value !== null),
    worst: worstShape,
    gateways: z.custom<readonly AdminGateway[]>((value) => Array.isArray(value)),
  }),
  z.object({
    is: z.literal("board"),
    page: z.custom<AdminBoardPage>(
      (value) => typeof value === "object" && value !== null && "query" in value,
    ),
  }),
]);
export type ToGateway = z.infer<typeof toGatewayShape>;

/** What a gateway says; undefined if it is none of the above. */
export function readToWorld(text: string): ToWorld | undefined {
  return read(toWorldShape, text);
}

/** What the world says; undefined if it is none of the above. */
export function readToGateway(text: string): ToGateway | undefined {
  return read(toGatewayShape, text);
}

function read<T>(shape: z.ZodType<T>, text: string): T | undefined {
  try {
    return shape.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
