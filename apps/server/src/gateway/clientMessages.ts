// Handles a player's messages: each is validated, rate-limited and passed on, or refused with a code. Does not act on a
// refusal: the gateway notifies the player or closes the session.
import type { InputSeq, MoverId } from "@doubloon/shared/ids";
import { MAX_WHO, type Names } from "@doubloon/shared/protocol/events";
import { BINARY_EVENT } from "@doubloon/shared/protocol/messages";
import type { RefusalCode } from "@doubloon/shared/protocol/refusals";
import { TILE_SUB } from "@doubloon/shared/space";
import { sinceSeq } from "@doubloon/shared/time";
import {
  type ClientMessage,
  decodeClientMessage,
  type InputMessage,
  intentOf,
} from "@doubloon/shared/wire/input";
import { WireError } from "@doubloon/shared/wire/wireError";
import type { MonotonicClock } from "../lib/clock.ts";
import { TokenBucket } from "../lib/tokenBucket.ts";
import type { GatewayId, WorldPort } from "../link/port.ts";
import type { GatewayObserver } from "./gatewayObserver.ts";
import { checkHuntRequest } from "./huntRequests.ts";
import type { Session } from "./session.ts";
import { noteInput } from "./takeover/heldMessages.ts";

/** Requests of the hunt: a second's worth, and the most at once. */
const HUNT_REQUESTS_PER_SECOND = 2;
const HUNT_REQUEST_BURST = 8;
/** Inputs are numbered from this after every welcome. */
const FIRST_SEQ = 1;

export interface ClientMessagesOptions {
  readonly world: WorldPort;
  readonly gatewayId: GatewayId;
  readonly widthTiles: number;
  readonly heightTiles: number;
  readonly clock: MonotonicClock;
  readonly observer: GatewayObserver;
  /** Names of movers, kept up to date from the link. */
  readonly names: ReadonlyMap<MoverId, string>;
}

/** Both return why the message is refused; undefined if it is not. */
export interface ClientMessages {
  /** Handles a Socket.IO event: its name, then its arguments. */
  take(session: Session, event: unknown, args: readonly unknown[]): RefusalCode | undefined;
  /** Handles a binary message: an input, an acknowledgement or a resync. */
  takeBinary(session: Session, bytes: unknown): RefusalCode | undefined;
}

export function makeClientMessages(options: ClientMessagesOptions): ClientMessages {
  const { world, gatewayId, clock, observer, names } = options;
  const widthSub = options.widthTiles * TILE_SUB;
  const heightSub = options.heightTiles * TILE_SUB;

  function takeBinary(session: Session, bytes: unknown): RefusalCode | undefined {
    if (session.state === "over") return undefined;
    const message = bytes instanceof Uint8Array ? decode(bytes) : undefined;
    if (message === undefined) return "malformed";
    if (session.state !== "playing" && session.held === undefined) return "tooEarly";
    if (message.kind === "ack") session.seen(message.seenTick);
    else if (message.kind === "resync") takeResync(session);
    else return takeInput(session, message);
    return undefined;
  }

  function takeResync(session: Session): void {
    session.readAll();
    session.resyncs++;
    session.needsKeyframe = true;
    observer.resync();
    if (session.held === undefined) world.wantKeyframe(gatewayId, session.feed);
  }

  function takeInput(session: Session, input: InputMessage): RefusalCode | undefined {
    session.seen(input.seenTick);
    if (session.awaitsFirstInput) {
      // Sent before the client read the welcome of the world that took over: its intent is in the session's last input already.
      if (input.seq !== FIRST_SEQ) return undefined;
      session.awaitsFirstInput = false;
      session.lastSeq = -1;
    }
    if (!session.bucket.take(clock.nowMs())) return "rateLimited";
    if (session.lastSeq >= 0 && sinceSeq(input.seq, session.lastSeq as InputSeq) <= 0) return "outOfOrder";
    const heading = input.kind === "heading" ? input.heading : input.kind === "emote" ? input.emote : 0;
    const x = input.kind === "point" ? input.x : 0;
    const y = input.kind === "point" ? input.y : 0;
    if (x >= widthSub || y >= heightSub) return "targetOutsideMap";
    session.lastSeq = input.seq;
    observer.input();
    const intent = intentOf(input.kind);
    if (session.held !== undefined) {
      session.held.input(intent, heading, x, y);
      return undefined;
    }
    noteInput(session.lastInput, clock.nowMs(), intent, heading, x, y);
    const seq = (input.seq + session.seqOffset) & 0xffff;
    world.input(gatewayId, session.key, session.mover, seq, intent, heading, x, y);
    return undefined;
  }

  function takeWho(session: Session, movers: unknown, answer: unknown): RefusalCode | undefined {
    if (!Array.isArray(movers) || typeof answer !== "function") return "malformed";
    if (session.state !== "playing" && session.held === undefined) return "tooEarly";
    if (movers.length > MAX_WHO) return "tooManyNames";
    if (!session.bucket.take(clock.nowMs())) return "rateLimited";
    const known: Record<number, string> = {};
    for (const mover of movers) {
      if (!Number.isInteger(mover)) return "malformed";
      const name = names.get(mover);
      if (name !== undefined) known[mover] = name;
    }
    answer(known satisfies Names);
    return undefined;
  }

  function takeProbe(session: Session, answer: unknown): RefusalCode | undefined {
    if (typeof answer !== "function") return "malformed";
    if (!session.bucket.take(clock.nowMs())) return "rateLimited";
    answer();
    return undefined;
  }

  function takeHunting(session: Session, value: unknown): RefusalCode | undefined {
    const request = checkHuntRequest(value);
    if (request === undefined) return "malformed";
    if (session.state !== "playing" && session.held === undefined) return "tooEarly";
    const nowMs = clock.nowMs();
    session.huntBucket ??= new TokenBucket(HUNT_REQUESTS_PER_SECOND, HUNT_REQUEST_BURST, nowMs);
    if (!session.huntBucket.take(nowMs) || !session.bucket.take(nowMs)) return "rateLimited";
    const { widthTiles, heightTiles } = options;
    if (request.type === "mark" && (request.tileX >= widthTiles || request.tileY >= heightTiles))
      return "targetOutsideMap";
    if (session.held !== undefined) return session.held.request(request) ? undefined : "rateLimited";
    world.hunting(gatewayId, session.key, session.mover, request);
    return undefined;
  }

  function take(session: Session, event: unknown, args: readonly unknown[]): RefusalCode | undefined {
    if (session.state === "over") return undefined;
    switch (event) {
      case BINARY_EVENT:
        return takeBinary(session, args[0]);
      case "who":
        return takeWho(session, args[0], args[1]);
      case "probe":
        return takeProbe(session, args[0]);
      case "hunting":
        return takeHunting(session, args[0]);
      default:
        return "unknownMessage";
    }
  }
  return { take, takeBinary };
}

function decode(bytes: Uint8Array): ClientMessage | undefined {
  try {
    return decodeClientMessage(bytes);
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}
