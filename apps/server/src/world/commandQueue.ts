// A FIFO queue of commands for the world, and the session that waits for the answer to each `enter`. A `leave` and a
// player's request are checked when they are taken for a step, not when they are queued, because another session may take
// over the mover in between. It knows no rules of hunts.
import type { Command, HuntCommand } from "@doubloon/engine/commands";
import type { MoverId, PlayerId } from "@doubloon/shared/ids";
import type { GatewayId, SessionKey } from "../link/port.ts";
import type { Controller, PlayerIndex } from "./playerIndex.ts";

/** The session that sent an `enter`. */
export interface Requester {
  readonly gateway: GatewayId;
  readonly session: SessionKey;
}

interface Entering extends Requester {
  readonly playerId: PlayerId;
  readonly name: string | undefined;
  readonly bot: boolean;
  /** True once its gateway is gone: the answer has no receiver. */
  withdrawn: boolean;
}

interface Leaving {
  readonly mover: MoverId;
  /** The controller whose session is over. */
  readonly controller: Controller;
}

interface Requested extends Leaving {
  readonly request: HuntCommand;
}

/** A command of the server itself. */
interface Directed {
  readonly directed: HuntCommand;
}

/** Limits the work of one step during a connection storm, in commands. */
const COMMANDS_PER_STEP = 512;
/** Most queued `enter` commands. `leave` is never refused: there are never more of them than movers. */
const MAX_ENTERING = 65_536;
/** Most queued requests of players; further ones are dropped. */
const MAX_REQUESTS = 16_384;
/** Entries already taken that may stay at the front of the queue before it is compacted. */
const MAX_TAKEN = 1024;

export class CommandQueue {
  #queue: (Entering | Leaving | Requested | Directed)[] = [];
  #head = 0;
  #entering = 0;
  #requests = 0;
  #directed = 0;
  /** The senders of the `enter` commands of the current step, in order. */
  #requesters: Requester[] = [];
  #nextRequester = 0;
  readonly #takenOverMovers = new Set<MoverId>();

  /** False if too many `enter` commands are queued already. */
  enter(requester: Requester, playerId: PlayerId, name: string | undefined, bot = false): boolean {
    if (this.#entering >= MAX_ENTERING) return false;
    this.#entering++;
    this.#queue.push({ ...requester, playerId, name, bot, withdrawn: false });
    return true;
  }

  leave(mover: MoverId, controller: Controller): void {
    this.#queue.push({ mover, controller });
  }

  /** A player's request; it is skipped if the controller has changed or is gone by the step. False if too many wait. */
  request(mover: MoverId, controller: Controller, request: HuntCommand): boolean {
    if (this.#requests >= MAX_REQUESTS) return false;
    this.#requests++;
    this.#queue.push({ mover, controller, request });
    return true;
  }

  /** A command of the server itself, which is never dropped. */
  direct(directed: HuntCommand): void {
    this.#directed++;
    this.#queue.push({ directed });
  }

  /** Withdraws every `enter` of a gateway that is gone. */
  withdraw(gateway: GatewayId): void {
    for (let i = this.#head; i < this.#queue.length; i++) {
      const entry = this.#queue[i];
      if (!("withdrawn" in entry) || entry.withdrawn || entry.gateway !== gateway) continue;
      entry.withdrawn = true;
      this.#entering--;
    }
  }

  /**
   * The commands of the next step. A `leave` is skipped if another session controls the mover by now, or will after an
   * `enter` earlier in the same step.
   */
  take(players: PlayerIndex): readonly Command[] {
    const commands: Command[] = [];
    const entering = new Set<PlayerId>();
    this.#requesters = [];
    this.#nextRequester = 0;
    this.#takenOverMovers.clear();
    while (commands.length < COMMANDS_PER_STEP && this.#head < this.#queue.length) {
      const entry = this.#queue[this.#head++];
      if ("directed" in entry) {
        this.#directed--;
        commands.push(entry.directed);
      } else if ("request" in entry) {
        this.#requests--;
        const { mover, controller, request } = entry;
        // A controller that was taken over has another object in its place.
        if (players.controllerOf(mover) !== controller || controller.leaving) continue;
        if (entering.has(controller.playerId)) continue;
        commands.push(request);
      } else if ("controller" in entry) {
        const { mover, controller } = entry;
        if (players.controllerOf(mover) !== controller || entering.has(controller.playerId)) continue;
        commands.push({ type: "leave", mover });
      } else if (!entry.withdrawn) {
        const { playerId, name, bot } = entry;
        this.#entering--;
        entering.add(playerId);
        this.#requesters.push(entry);
        const mover = players.moverOf(playerId);
        if (mover !== undefined) this.#takenOverMovers.add(mover);
        commands.push({ type: "enter", playerId, name, ...(bot ? { bot } : {}) });
      }
    }
    if (this.#head === this.#queue.length || this.#head >= MAX_TAKEN) {
      this.#queue = this.#queue.slice(this.#head);
      this.#head = 0;
    }
    return commands;
  }

  /** Requests of players and commands of the server itself that no step has taken yet. */
  get waiting(): number {
    return this.#requests + this.#directed;
  }

  /** Movers whose controller changes in the commands just taken: queued inputs for them are from the previous one. */
  get takenOverMovers(): ReadonlySet<MoverId> {
    return this.#takenOverMovers;
  }

  /** The sender of the next `enter` in order, now that the world has answered it. */
  nextRequester(): Requester {
    return this.#requesters[this.#nextRequester++];
  }
}
