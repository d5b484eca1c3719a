// The console's messages about hunts: writes lists and the live map to the store, and sends requests. Requests are not
// queued: without a connection, the answer says so.
import type { HuntDefinition } from "@doubloon/shared/hunt/definition";
import type { AdminClientEvents, AdminServerEvents } from "@doubloon/shared/protocol/admin";
import type {
  AdminCache,
  AdminHuntAnswer,
  DryRunAnswer,
  HuntOrder,
  HuntOrderOutcome,
  HuntResults,
} from "@doubloon/shared/protocol/adminHunts";
import type { Socket } from "socket.io-client";
import { forgetHunts, huntStore } from "../hunts/huntStore.ts";

/** How long an answer may take, in ms: longer than the server waits for its world. */
const ANSWER_MS = 25_000;
const UNREACHABLE = "The server cannot be reached.";
const UNANSWERED = "The server did not answer, so the request may or may not have been carried out.";

export interface HuntCalls {
  order(order: HuntOrder): Promise<HuntOrderOutcome>;
  caches(hunt: number): Promise<AdminHuntAnswer<readonly AdminCache[]>>;
  results(hunt: number): Promise<AdminHuntAnswer<HuntResults>>;
  definitions(): Promise<AdminHuntAnswer<readonly HuntDefinition[]>>;
  dryRun(definition: unknown, hunters: number): Promise<DryRunAnswer>;
}

type AdminSocket = Socket<AdminServerEvents, AdminClientEvents>;

/** Attaches the hunts to the console's connection. `stop` ends that. */
export function openHuntFeed(socket: AdminSocket): HuntCalls & { stop(): void } {
  socket.on("hunts", (hunts) => huntStore.setState({ hunts }));
  socket.on("audit", (audit) => huntStore.setState({ audit }));
  socket.on("liveMap", (map) => huntStore.setState({ map }));
  const watch = (): void => void socket.emit("watchMap", huntStore.getState().watching);
  socket.on("connect", watch);
  const stopWatching = huntStore.subscribe(({ watching }, previous) => {
    if (watching !== previous.watching && socket.connected) watch();
  });

  async function ask<T>(send: () => Promise<T>, refused: (text: string) => T): Promise<T> {
    if (!socket.connected) return refused(UNREACHABLE);
    try {
      return await send();
    } catch {
      return refused(UNANSWERED);
    }
  }
  const timed = socket.timeout(ANSWER_MS);
  const failed = (text: string) => ({ ok: false, text }) as const;

  return {
    order: (order) => ask(() => timed.emitWithAck("huntOrder", order), failed),
    caches: (hunt) => ask(() => timed.emitWithAck("huntCaches", hunt), failed),
    results: (hunt) => ask(() => timed.emitWithAck("huntResults", hunt), failed),
    definitions: () => ask(() => timed.emitWithAck("huntDefinitions"), failed),
    dryRun: (definition, hunters) =>
      ask(
        () => timed.emitWithAck("dryRun", definition, hunters),
        (text) => ({ ok: false, errors: [text] }),
      ),
    stop() {
      stopWatching();
      forgetHunts();
    },
  };
}
