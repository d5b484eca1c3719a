// The player index: which session controls each mover, and through which gateway. It sends nothing.
import { MAX_MOVERS, type MoverId, type PlayerId } from "@doubloon/shared/ids";
import type { FeedId } from "../link/feedId.ts";
import type { GatewayId, SessionKey } from "../link/port.ts";

export interface Controller {
  readonly gateway: GatewayId;
  readonly session: SessionKey;
  readonly playerId: PlayerId;
  readonly name: string;
  /** The feed that the player gets; undefined if none. */
  feed: FeedId | undefined;
  /** True once the session is over: the mover leaves at the next step unless its player has entered again by then. */
  leaving: boolean;
  /** The rank last sent to the player; 0 for none. */
  notifiedRank: number;
}

export class PlayerIndex {
  readonly #controllers: (Controller | undefined)[] = Array.from({ length: MAX_MOVERS }, () => undefined);
  readonly #moverOf = new Map<PlayerId, MoverId>();

  get size(): number {
    return this.#moverOf.size;
  }

  controllerOf(mover: MoverId): Controller | undefined {
    return this.#controllers[mover];
  }

  /** The mover's controller if it is that session and the session is not over. */
  activeController(gateway: GatewayId, session: SessionKey, mover: MoverId): Controller | undefined {
    const controller = this.#controllers[mover];
    if (
      controller === undefined ||
      controller.session !== session ||
      controller.gateway !== gateway ||
      controller.leaving
    )
      return undefined;
    return controller;
  }

  /** The mover that a player controls. */
  moverOf(playerId: PlayerId): MoverId | undefined {
    return this.#moverOf.get(playerId);
  }

  set(mover: MoverId, controller: Controller): void {
    this.#controllers[mover] = controller;
    this.#moverOf.set(controller.playerId, mover);
  }

  delete(mover: MoverId): void {
    const controller = this.#controllers[mover];
    if (controller === undefined) return;
    this.#controllers[mover] = undefined;
    this.#moverOf.delete(controller.playerId);
  }

  /** Every mover that has a controller. */
  movers(): IterableIterator<MoverId> {
    return this.#moverOf.values();
  }
}
