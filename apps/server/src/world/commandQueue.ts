// Commands on their way into the world, first come first served, and the session that waits for the answer to each
// `enter`. It decides at the step, not before, whether a `leave` still holds: by then the body may have been taken over.
import type { Command } from "@doubloon/engine/commands";
import type { MoverId, PlayerId } from "@doubloon/shared/ids";
import type { GatewayId, SessionKey } from "../link/port.ts";
import type { Controller, PlayerIndex } from "./playerIndex.ts";

/** The session that asked to come in. */
export interface Asker {
  readonly gateway: GatewayId;
  readonly session: SessionKey;
}

interface Entering extends Asker {
  readonly playerId: PlayerId;
  readonly name: string | undefined;
  /** True once its gateway is gone: nobody waits for the answer. */
  withdrawn: boolean;
}

interface Leaving {
  readonly mover: MoverId;
  /** Whose session is over. */
  readonly lead: Controller;
}

/** Bounds the work of one step in a storm, in commands. */
const COMMANDS_PER_STEP = 512;
/** Most players on their way in; leaving is never refused, and never more than there are bodies. */
const MAX_ENTERING = 65_536;
/** Entries already taken that are kept in front of the others before they are cut off. */
const MAX_TAKEN = 1024;

export class CommandQueue {
  #queue: (Entering | Leaving)[] = [];
  #head = 0;
  #entering = 0;
  /** Those whose `enter` is in the step under way, in order. */
  #askers: Asker[] = [];
  #nextAsker = 0;
  readonly #overtaken = new Set<MoverId>();

  /** False if too many are on their way in already. */
  enter(asker: Asker, playerId: PlayerId, name: string | undefined): boolean {
    if (this.#entering >= MAX_ENTERING) return false;
    this.#entering++;
    this.#queue.push({ ...asker, playerId, name, withdrawn: false });
    return true;
  }

  leave(mover: MoverId, lead: Controller): void {
    this.#queue.push({ mover, lead });
  }

  /** Withdraws every `enter` of a gateway that is gone. */
  withdraw(gateway: GatewayId): void {
    for (let i = this.#head; i < this.#queue.length; i++) {
      const entry = this.#queue[i];
      if ("lead" in entry || entry.withdrawn || entry.gateway !== gateway) continue;
      entry.withdrawn = true;
      this.#entering--;
    }
  }

  /**
   * The commands of the next step. A `leave` is left out if another session controls the body by now, or will by an
   * `enter` in front of it.
   */
  take(roster: PlayerIndex): readonly Command[] {
    const commands: Command[] = [];
    const entering = new Set<PlayerId>();
    this.#askers = [];
    this.#nextAsker = 0;
    this.#overtaken.clear();
    while (commands.length < COMMANDS_PER_STEP && this.#head < this.#queue.length) {
      const entry = this.#queue[this.#head++];
      if ("lead" in entry) {
        const { mover, lead } = entry;
        if (roster.controllerOf(mover) !== lead || entering.has(lead.playerId)) continue;
        commands.push({ type: "leave", mover });
      } else if (!entry.withdrawn) {
        const { playerId, name } = entry;
        this.#entering--;
        entering.add(playerId);
        this.#askers.push(entry);
        const mover = roster.moverOf(playerId);
        if (mover !== undefined) this.#overtaken.add(mover);
        commands.push({ type: "enter", playerId, name });
      }
    }
    if (this.#head === this.#queue.length || this.#head >= MAX_TAKEN) {
      this.#queue = this.#queue.slice(this.#head);
      this.#head = 0;
    }
    return commands;
  }

  /** Bodies that change hands in the commands just taken: inputs for them are from the former controllers. */
  get overtaken(): ReadonlySet<MoverId> {
    return this.#overtaken;
  }

  /** Who asked for the next `enter` in order, now that the world has answered it. */
  answer(): Asker {
    return this.#askers[this.#nextAsker++];
  }
}
