// Tells players what concerns them in the hunt at once: readings, clues, refusals and their own state. A player's points are
// told as of the last save: what is not durable yet is not told (durableHunts.ts). It tells nobody of another's affairs.
import type { ClueFact, ReadingFact, RequestRefusedFact } from "@doubloon/engine/facts";
import { hunterState } from "@doubloon/engine/hunts/hunterState";
import type { World } from "@doubloon/engine/world";
import type { MoverId, PlayerId } from "@doubloon/shared/ids";
import type { HunterState } from "@doubloon/shared/protocol/huntEvents";
import type { TellMessage, WorldLink } from "../../../link/port.ts";
import type { Controller, PlayerIndex } from "../../playerIndex.ts";
import type { ClueMessages } from "./clueMessages.ts";

/** States told in one step; the rest follow in the next ones. */
const MAX_STATES_PER_STEP = 256;

const refusalTexts: Readonly<Record<RequestRefusedFact["why"], string>> = {
  noSuchHunt: "There is no such hunt.",
  huntOver: "That hunt is over.",
  tooSoon: "That is possible again a little later.",
  noSuchTeam: "There is no team with that code.",
  teamFull: "That team is full.",
  noTool: "You carry no tool.",
  notNow: "That is not possible now.",
};

export interface HuntMessagesOptions {
  readonly world: World;
  readonly link: WorldLink;
  readonly players: PlayerIndex;
  readonly clues: ClueMessages;
  /** Whether a player has points that are not on disk yet. */
  readonly hasUnsaved: (playerId: PlayerId) => boolean;
}

export class HuntMessages {
  readonly #options: HuntMessagesOptions;
  readonly #changed = new Set<MoverId>();
  /** The state last told to each session. */
  readonly #told = new WeakMap<Controller, HunterState>();
  readings = 0;

  constructor(options: HuntMessagesOptions) {
    this.#options = options;
  }

  /** The mover's own state has changed: it is told at the end of the step, once. */
  changed(mover: MoverId): void {
    this.#changed.add(mover);
  }

  reading({ mover, reading }: ReadingFact): void {
    this.readings++;
    const controller = this.#controllerOf(mover);
    if (controller === undefined) return;
    this.#options.link.gateway(controller.gateway).reading(controller.session, reading);
  }

  clue(fact: ClueFact): void {
    const controller = this.#controllerOf(fact.mover);
    const clue = controller === undefined ? undefined : this.#options.clues.messageOf(fact);
    if (controller !== undefined && clue !== undefined) this.tell(controller, "clue", clue);
  }

  refused({ mover, why }: RequestRefusedFact): void {
    const controller = this.#controllerOf(mover);
    if (controller !== undefined)
      this.tell(controller, "notice", { kind: "warning", text: refusalTexts[why] });
  }

  /** Tells the states that have changed in this step. */
  endStep(): void {
    let told = 0;
    for (const mover of this.#changed) {
      if (told++ >= MAX_STATES_PER_STEP) break;
      this.#changed.delete(mover);
      const controller = this.#controllerOf(mover);
      if (controller !== undefined) this.#tellState(mover, controller);
    }
  }

  tell(controller: Controller, ...message: TellMessage): void {
    this.#options.link.gateway(controller.gateway).tell(controller.session, ...message);
  }

  #tellState(mover: MoverId, controller: Controller): void {
    const { world, hasUnsaved } = this.#options;
    const state = this.#asSaved(hunterState(world, mover), controller, hasUnsaved(controller.playerId));
    this.#told.set(controller, state);
    this.tell(controller, "hunter", state);
  }

  /** The state with points as they were last told, if the player has points that are not durable. */
  #asSaved(state: HunterState, controller: Controller, unsaved: boolean): HunterState {
    if (!unsaved) return state;
    const before = this.#told.get(controller);
    const same = before?.hunt === state.hunt;
    const { points, finds, rank, of } = same ? before : { points: 0, finds: 0, rank: 0, of: 0 };
    return { ...state, points, finds, rank, of };
  }

  #controllerOf(mover: MoverId): Controller | undefined {
    const controller = this.#options.players.controllerOf(mover);
    return controller?.leaving === true ? undefined : controller;
  }
}
