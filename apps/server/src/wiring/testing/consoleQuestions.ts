// Asks a server everything that a console can ask or order, as the protocol's types list it: a new request, or a new order about
// hunts, does not compile until it is asked here too. Does not judge the answers.

import type { HuntDefinition } from "@doubloon/shared/hunt/definition";
import type { PlayerId } from "@doubloon/shared/ids";
import type { AdminClientEvents } from "@doubloon/shared/protocol/admin";
import type { HuntOrder } from "@doubloon/shared/protocol/adminHunts";
import type { TestConsole } from "./console.ts";

/** The parameters of an event without the function that takes the answer. */
type Asked<Parameters extends readonly unknown[]> = Parameters extends readonly [
  ...infer Rest,
  (answer: never) => void,
]
  ? Rest
  : Parameters;

type Questions = {
  readonly [Event in keyof AdminClientEvents]: readonly Asked<Parameters<AdminClientEvents[Event]>>[];
};
type Orders = { readonly [Act in HuntOrder["act"]]: HuntOrder & { readonly act: Act } };

/** Requests that have no answer; what they cause comes as events. */
const UNANSWERED: readonly string[] = ["watchBoard", "watchMap"];

export interface AskedAbout {
  /** Is on, and stays on. */
  readonly hunt: number;
  /** Is ended and cancelled if it is on. */
  readonly other: number;
  /** A tile that is of no hunt. */
  readonly free: { readonly tileX: number; readonly tileY: number };
  readonly definition: HuntDefinition;
}

function questionsAbout({ hunt, other, free, definition }: AskedAbout): Questions {
  const orders: Orders = {
    pause: { act: "pause", hunt },
    resume: { act: "resume", hunt },
    releaseHint: { act: "releaseHint", hunt },
    extend: { act: "extend", hunt, seconds: 1 },
    end: { act: "end", hunt: other },
    cancel: { act: "cancel", hunt: other, reason: "asked by a test" },
    start: { act: "start", definition: "no such hunt" },
    dropLoot: { act: "dropLoot", ...free, kind: 1 },
    save: { act: "save", definition: { ...definition, id: "asked" } },
    undo: { act: "undo", entry: 0 },
  };
  return {
    watchBoard: [[{ offset: 0, limit: 100, search: "" }]],
    announce: [[{ kind: "info", text: "Good luck." }]],
    kick: [["no-such-player" as PlayerId]],
    drain: [["no-such-gateway", "start"]],
    handOver: [[]],
    watchMap: [[true]],
    huntOrder: Object.values(orders).map((order) => [order]),
    huntCaches: [[hunt]],
    huntResults: [[hunt]],
    huntDefinitions: [[]],
    dryRun: [[definition, 4]],
    processOrder: [["world", { act: "logLevel", level: "debug", minutes: 1 }]],
    recordingPart: [["world", "none", 0]],
  };
}

export interface Answered {
  readonly event: keyof AdminClientEvents;
  readonly answer: unknown;
}

/** Asks everything, one after the other. */
export async function askEverything({ socket }: TestConsole, about: AskedAbout): Promise<Answered[]> {
  const answers: Answered[] = [];
  const questions = questionsAbout(about);
  const ask = socket.timeout(30_000) as unknown as {
    emitWithAck(event: string, ...args: readonly unknown[]): Promise<unknown>;
  };
  for (const [event, all] of Object.entries(questions) as [keyof AdminClientEvents, readonly unknown[][]][]) {
    for (const args of all) {
      if (UNANSWERED.includes(event))
        (socket.emit as (event: string, ...rest: unknown[]) => void)(event, ...args);
      else answers.push({ event, answer: await ask.emitWithAck(event, ...args) });
    }
  }
  return answers;
}
