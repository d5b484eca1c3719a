// Tells gateways what a step of the world brought: who came, went or crossed. What is a player's for good goes to the
// announcer, which tells it once it is on disk.
import type { EnteredFact, Facts } from "@doubloon/engine/facts";
import { selfState } from "@doubloon/engine/selfState";
import type { World } from "@doubloon/engine/world";
import type { WorldTimeMs } from "@doubloon/shared/ids";
import type { WorldLink } from "../link/port.ts";
import type { CommandQueue } from "./commandQueue.ts";
import type { RoomFeeds } from "./feeds/roomFeeds.ts";
import type { PlayerIndex } from "./playerIndex.ts";
import type { PresentNames } from "./presentNames.ts";
import type { DurableAnnouncer } from "./saving/durableAnnouncer.ts";

export interface FactDispatcherOptions {
  readonly world: World;
  readonly link: WorldLink;
  readonly commands: CommandQueue;
  readonly roster: PlayerIndex;
  readonly names: PresentNames;
  readonly feeds: RoomFeeds;
  readonly announcer: DurableAnnouncer;
  readonly timeMs: () => WorldTimeMs;
}

export class FactDispatcher {
  readonly #options: FactDispatcherOptions;

  constructor(options: FactDispatcherOptions) {
    this.#options = options;
  }

  /** `slot` is the last one sent. */
  dispatch(facts: Facts, slot: number): void {
    const { link, commands, roster, names, feeds, announcer } = this.#options;
    for (const fact of facts) {
      switch (fact.type) {
        case "entered":
          this.#entered(fact, slot);
          break;
        case "full": {
          const { gateway, session } = commands.answer();
          link.gateway(gateway).refused(session, "serverFull");
          names.release(fact.playerId);
          break;
        }
        case "left": {
          const lead = roster.controllerOf(fact.mover);
          if (lead === undefined) break;
          roster.delete(fact.mover);
          if (lead.feed !== undefined) feeds.removeViewer(lead.feed, lead.gateway);
          for (const id of link.gateways) link.gateway(id).unnamed(fact.mover);
          break;
        }
        case "crossed": {
          const lead = roster.controllerOf(fact.mover);
          if (lead === undefined || lead.leaving) break;
          if (lead.feed !== undefined) feeds.removeViewer(lead.feed, lead.gateway);
          lead.feed = feeds.addViewer(fact.to, lead.gateway, slot);
          link.gateway(lead.gateway).crossed(lead.session, lead.feed);
          break;
        }
        case "picked":
          announcer.picked(fact);
          break;
      }
    }
  }

  #entered({ mover, playerId, room, name, returning, takeover }: EnteredFact, slot: number): void {
    const { world, link, commands, roster, feeds, announcer, timeMs } = this.#options;
    const { gateway, session } = commands.answer();
    const former = roster.controllerOf(mover);
    if (takeover && former !== undefined) {
      if (former.feed !== undefined) feeds.removeViewer(former.feed, former.gateway);
      if (!former.leaving) link.gateway(former.gateway).takenOver(former.session);
    }
    const standing = announcer.standing(playerId);
    const feed = feeds.addViewer(room, gateway, slot);
    roster.set(mover, { gateway, session, playerId, name, feed, leaving: false, toldRank: standing.rank });
    if (former?.name !== name) for (const id of link.gateways) link.gateway(id).named(mover, name);
    link.gateway(gateway).entered({
      session,
      playerId,
      mover,
      feed,
      name,
      returning,
      tick: world.tick,
      timeMs: timeMs(),
      standing,
      self: selfState(world, mover),
    });
  }
}
