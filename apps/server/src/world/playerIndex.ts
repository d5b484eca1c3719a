// Which session controls each body, and through which gateway.
import { MAX_MOVERS, type MoverId, type PlayerId } from "@doubloon/shared/ids";
import type { FeedId } from "../link/feedId.ts";
import type { GatewayId, SessionKey } from "../link/port.ts";

export interface Controller {
  readonly gateway: GatewayId;
  readonly session: SessionKey;
  readonly playerId: PlayerId;
  readonly name: string;
  /** What frames the player gets; undefined if none. */
  feed: FeedId | undefined;
  /** True once the session is over: the body is on its way out, unless its player has entered anew by then. */
  leaving: boolean;
  /** Rank that the player was last told; 0 for none. */
  toldRank: number;
}

export class PlayerIndex {
  readonly #leads: (Controller | undefined)[] = Array.from({ length: MAX_MOVERS }, () => undefined);
  readonly #moverOf = new Map<PlayerId, MoverId>();

  get size(): number {
    return this.#moverOf.size;
  }

  controllerOf(mover: MoverId): Controller | undefined {
    return this.#leads[mover];
  }

  /** The controller of a body if it is that session and the session is not over. */
  controller(gateway: GatewayId, session: SessionKey, mover: MoverId): Controller | undefined {
    const lead = this.#leads[mover];
    if (lead === undefined || lead.session !== session || lead.gateway !== gateway || lead.leaving)
      return undefined;
    return lead;
  }

  /** The body that a player leads. */
  moverOf(playerId: PlayerId): MoverId | undefined {
    return this.#moverOf.get(playerId);
  }

  set(mover: MoverId, lead: Controller): void {
    this.#leads[mover] = lead;
    this.#moverOf.set(lead.playerId, mover);
  }

  delete(mover: MoverId): void {
    const lead = this.#leads[mover];
    if (lead === undefined) return;
    this.#leads[mover] = undefined;
    this.#moverOf.delete(lead.playerId);
  }

  /** Everybody who leads a body. */
  movers(): IterableIterator<MoverId> {
    return this.#moverOf.values();
  }
}
