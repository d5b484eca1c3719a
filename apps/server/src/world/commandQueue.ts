// Commands on their way into the world, first come first served, and who waits for the answer to each `enter`.
import type { Command } from "@doubloon/engine/commands";
import type { MoverId, PlayerId } from "@doubloon/shared/ids";
import type { GatewayId, SessionKey } from "../link/port.ts";

/** Who asked to come in. */
export interface Asker {
  readonly gateway: GatewayId;
  readonly session: SessionKey;
}

/** Bounds the work of one step in a storm. */
const COMMANDS_PER_STEP = 512;
/** Most players on their way in; leaving is never refused, and never more than there are bodies. */
const MAX_ENTERING = 65_536;

export class CommandQueue {
  #commands: Command[] = [];
  #askers: Asker[] = [];
  #nextAsker = 0;
  readonly #waiting = new Map<PlayerId, number>();

  /** False if too many are on their way in already. */
  enter(asker: Asker, playerId: PlayerId, name: string | undefined): boolean {
    if (this.#askers.length - this.#nextAsker >= MAX_ENTERING) return false;
    this.#askers.push(asker);
    this.#commands.push({ type: "enter", playerId, name });
    this.#waiting.set(playerId, (this.#waiting.get(playerId) ?? 0) + 1);
    return true;
  }

  leave(mover: MoverId): void {
    this.#commands.push({ type: "leave", mover });
  }

  /** Whether a player is on the way in. */
  waits(playerId: PlayerId): boolean {
    return this.#waiting.has(playerId);
  }

  /** The commands of the next step. */
  take(): readonly Command[] {
    const taken = this.#commands.splice(0, COMMANDS_PER_STEP);
    for (const command of taken) {
      if (command.type !== "enter") continue;
      const left = (this.#waiting.get(command.playerId) ?? 0) - 1;
      if (left > 0) this.#waiting.set(command.playerId, left);
      else this.#waiting.delete(command.playerId);
    }
    return taken;
  }

  /** Who asked for the next `enter` in order, now that the world has answered it. */
  answer(): Asker {
    const asker = this.#askers[this.#nextAsker++];
    if (this.#nextAsker >= 1024 || this.#nextAsker === this.#askers.length) {
      this.#askers = this.#askers.slice(this.#nextAsker);
      this.#nextAsker = 0;
    }
    return asker;
  }
}
