// Takes what gateways send the world: players who enter and leave, their inputs and requests. A message counts only if its
// session controls the mover. Nothing here steps the world: all of it waits for the next step.
import { type InputBatch, pushInput } from "@doubloon/engine/commands";
import type { InputSeq, MoverId } from "@doubloon/shared/ids";
import { Action } from "@doubloon/shared/wire/input";
import type { GatewayId, WorldLink } from "../link/port.ts";
import type { CommandQueue } from "./commandQueue.ts";
import type { RateControl } from "./feeds/rateControl.ts";
import type { RoomFeeds } from "./feeds/roomFeeds.ts";
import type { HuntHost } from "./hunts/hunts.ts";
import type { Controller, PlayerIndex } from "./playerIndex.ts";
import type { DurableAnnouncer } from "./saving/durableAnnouncer.ts";
import type { WorldObserver } from "./worldObserver.ts";

export interface GatewayMessagesOptions {
  readonly link: WorldLink;
  readonly players: PlayerIndex;
  readonly commands: CommandQueue;
  /** The inputs of the next step. */
  readonly inputs: InputBatch;
  readonly feeds: RoomFeeds;
  readonly hunts: HuntHost;
  readonly announcer: DurableAnnouncer;
  readonly observer: Pick<WorldObserver, "ignored" | "inputDropped">;
  readonly rateControl: RateControl;
}

/** Starts taking the gateways' messages. */
export function serveGateways(options: GatewayMessagesOptions): void {
  const { link, players, commands, inputs, feeds, hunts, announcer, observer, rateControl } = options;
  /** Gateways that have been sent the names and the board. */
  const met = new Set<GatewayId>();

  /** Ends a session: its mover has no controller from now on, and leaves unless its player enters again. */
  function end(mover: MoverId, controller: Controller): void {
    controller.leaving = true;
    if (controller.feed !== undefined) feeds.removeViewer(controller.feed, controller.gateway);
    controller.feed = undefined;
    commands.leave(mover, controller);
  }

  /** Sends a gateway that is new here the names and the board that the others have. */
  function meet(id: GatewayId): void {
    if (met.has(id)) return;
    met.add(id);
    const gateway = link.gateway(id);
    for (const mover of players.movers()) {
      const controller = players.controllerOf(mover);
      if (controller !== undefined) gateway.named(mover, controller.name);
    }
    announcer.sendBoard(gateway);
    hunts.meet(id);
  }

  link.serve({
    enter(gateway, session, playerId, name, bot) {
      meet(gateway);
      if (commands.enter({ gateway, session }, playerId, name, bot)) return;
      link.gateway(gateway).refused(session, "serverFull");
    },
    leave(gateway, session, mover) {
      const controller = players.activeController(gateway, session, mover);
      if (controller === undefined) observer.ignored("leave");
      else end(mover, controller);
    },
    input(gateway, session, mover, seq, intent, heading, x, y) {
      if (intent === Action.dig) hunts.digs++;
      if (players.activeController(gateway, session, mover) === undefined) observer.ignored("input");
      else if (!pushInput(inputs, mover, seq as InputSeq, intent, heading, x, y)) observer.inputDropped();
    },
    hunting(gateway, session, mover, request) {
      const controller = players.activeController(gateway, session, mover);
      if (controller === undefined || !hunts.request(mover, controller, request)) observer.ignored("hunting");
    },
    undelivered: (_gateway, playerId, ...message) => announcer.resend(playerId, message),
    wantKeyframe: (gateway, feed) => feeds.wantKeyframe(feed, gateway),
    health(gateway, health) {
      meet(gateway);
      rateControl.gatewayHealth(gateway, health);
    },
  });

  link.onGatewayGone((id) => {
    met.delete(id);
    rateControl.gatewayGone(id);
    commands.withdraw(id);
    for (const mover of players.movers()) {
      const controller = players.controllerOf(mover);
      if (controller?.gateway === id && !controller.leaving) end(mover, controller);
    }
  });
}
