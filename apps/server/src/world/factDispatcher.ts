// Sends the facts of one world step to the gateways: players who entered, left or crossed into another room. Picked loot
// goes to the durable announcer, which announces it after the save; nothing here is announced as an award.
import type { EnteredFact, Fact, Facts } from "@doubloon/engine/facts";
import { selfState } from "@doubloon/engine/selfState";
import type { World } from "@doubloon/engine/world";
import type { WorldTimeMs } from "@doubloon/shared/ids";
import type { WorldLink } from "../link/port.ts";
import type { CommandQueue } from "./commandQueue.ts";
import type { RoomFeeds } from "./feeds/roomFeeds.ts";
import type { HuntHost } from "./hunts/hunts.ts";
import type { PlayerIndex } from "./playerIndex.ts";
import type { PresentNames } from "./presentNames.ts";
import type { DurableAnnouncer } from "./saving/durableAnnouncer.ts";

export interface FactDispatcherOptions {
  readonly world: World;
  readonly link: WorldLink;
  readonly commands: CommandQueue;
  readonly players: PlayerIndex;
  readonly names: PresentNames;
  readonly feeds: RoomFeeds;
  readonly announcer: DurableAnnouncer;
  readonly hunts: HuntHost;
  readonly timeMs: () => WorldTimeMs;
}

export class FactDispatcher {
  readonly #options: FactDispatcherOptions;

  constructor(options: FactDispatcherOptions) {
    this.#options = options;
  }

  /** Sends the facts of one step; `slot` is the last slot sent. */
  dispatch(facts: Facts, slot: number): void {
    const { link, commands, players, names, feeds, announcer, hunts } = this.#options;
    for (const fact of facts) {
      switch (fact.type) {
        case "entered":
          this.#entered(fact, slot);
          break;
        case "full": {
          const { gateway, session } = commands.nextRequester();
          link.gateway(gateway).refused(session, "serverFull");
          names.release(fact.playerId);
          break;
        }
        case "left": {
          const controller = players.controllerOf(fact.mover);
          if (controller === undefined) break;
          players.delete(fact.mover);
          if (controller.feed !== undefined) feeds.removeViewer(controller.feed, controller.gateway);
          for (const id of link.gateways) link.gateway(id).unnamed(fact.mover);
          break;
        }
        case "crossed": {
          const controller = players.controllerOf(fact.mover);
          if (controller === undefined || controller.leaving) break;
          if (controller.feed !== undefined) feeds.removeViewer(controller.feed, controller.gateway);
          controller.feed = feeds.addViewer(fact.to, controller.gateway, slot);
          link.gateway(controller.gateway).crossed(controller.session, controller.feed);
          break;
        }
        case "picked":
          announcer.awarded(fact);
          break;
        case "huntAnnounced":
        case "huntSealed":
        case "huntChanged":
        case "huntOver":
        case "huntCancelled":
        case "huntArchived":
        case "cacheFound":
        case "points":
        case "reading":
        case "clue":
        case "hunterChanged":
        case "teamChanged":
        case "seasonOver":
        case "requestRefused":
          hunts.take(fact);
          break;
        default:
          throw new Error(`no case for the fact ${(fact satisfies never as Fact).type}`);
      }
    }
  }

  #entered({ mover, playerId, room, name, returning, takeover }: EnteredFact, slot: number): void {
    const { world, link, commands, players, feeds, announcer, hunts, timeMs } = this.#options;
    const { gateway, session } = commands.nextRequester();
    const previous = players.controllerOf(mover);
    if (takeover && previous !== undefined) {
      if (previous.feed !== undefined) feeds.removeViewer(previous.feed, previous.gateway);
      if (!previous.leaving) link.gateway(previous.gateway).takenOver(previous.session);
    }
    const standing = announcer.standing(playerId);
    const feed = feeds.addViewer(room, gateway, slot);
    players.set(mover, {
      gateway,
      session,
      playerId,
      name,
      feed,
      leaving: false,
      notifiedRank: standing.rank,
    });
    if (previous?.name !== name) for (const id of link.gateways) link.gateway(id).named(mover, name);
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
    hunts.durable.entered(mover, playerId);
  }
}
