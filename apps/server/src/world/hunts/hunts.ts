// The hunts of a world, put together: the director before each step, messages and records after it. The world's host calls
// it; the engine's facts come in, commands, messages and records go out.
import type { HuntCommand } from "@doubloon/engine/commands";
import type { HuntFacts } from "@doubloon/engine/facts";
import type { Hunt } from "@doubloon/engine/hunts/hunt";
import { huntKeys } from "@doubloon/engine/hunts/huntKeys";
import type { World } from "@doubloon/engine/world";
import type { HuntDefinition } from "@doubloon/shared/hunt/definition";
import { makeRiddle } from "@doubloon/shared/hunt/riddle/makeRiddle";
import type { MoverId } from "@doubloon/shared/ids";
import type { HuntRequest } from "@doubloon/shared/protocol/huntEvents";
import { TICK_HZ } from "@doubloon/shared/time";
import type { LedgerRecord } from "../../ledger/port.ts";
import type { Clock } from "../../lib/clock.ts";
import type { GatewayId, WorldLink } from "../../link/port.ts";
import type { CommandQueue } from "../commandQueue.ts";
import type { Controller, PlayerIndex } from "../playerIndex.ts";
import type { Awarded } from "../saving/pendingAwards.ts";
import { dryRun } from "./dryRun.ts";
import { HuntDirector } from "./huntDirector.ts";
import { HuntList } from "./huntList.ts";
import { HuntRecorder } from "./huntRecorder.ts";
import { commandOf } from "./huntRequests.ts";
import { countHunts, type HuntStats } from "./huntStats.ts";
import { ClueMessages } from "./messages/clueMessages.ts";
import { DurableHunts } from "./messages/durableHunts.ts";
import { HuntMessages } from "./messages/huntMessages.ts";
import type { ChunkSource } from "./messages/pieces.ts";
import { AuditLog } from "./records/auditLog.ts";
import { Definitions } from "./records/definitions.ts";
import { HuntArchive } from "./records/huntArchive.ts";
import { HuntRecords } from "./records/huntRecords.ts";
import { PublicLog } from "./records/publicLog.ts";
import { type LootNames, WorldHunts } from "./worldHunts.ts";

/** Numbers of streams for riddles, apart from those of pieces and hints. */
const RIDDLE_STREAMS = 0x4000_0000;

/** What a hunt needs of the content beyond the world's map. */
export interface HuntContent {
  readonly definitions: readonly HuntDefinition[];
  /** The map as it is drawn. */
  readonly chunkOf: ChunkSource;
  /** Whether hunts are announced by schedule; true by default. */
  readonly scheduled?: boolean;
  /** Where what is rarely read is kept while the world runs; in memory by default. */
  readonly folder?: string;
}

/** The content of a world without hunts. */
export const NO_HUNTS: HuntContent = { definitions: [], chunkOf: () => undefined };
/** What a player reads who asks something during the last save before a handover, which has no step after it. */
const STOPPED_TEXT = "The island is changing hands. Please try that again.";

export interface HuntHostOptions {
  readonly world: World;
  readonly link: WorldLink;
  readonly players: PlayerIndex;
  readonly commands: CommandQueue;
  readonly clock: Clock;
  /** Wall time of the game, in Unix ms. */
  readonly wallMs: () => number;
  readonly content: HuntContent;
  readonly lootNames: LootNames;
  /** Records that the ledger has beside the world. */
  readonly saved: readonly LedgerRecord[];
  /** Points to announce once they are durable. */
  readonly award: (award: Awarded) => void;
  /** Something is to be saved though the world has not changed. */
  readonly onSaveDue: () => void;
  /** A line for the operator. It never contains a place. */
  readonly onProblem: (line: string) => void;
  /** Whether the world has stopped, as before a handover: no step takes what is asked now. */
  readonly isStopped: () => boolean;
  readonly roomLoad: (into: Uint8Array) => void;
}

export class HuntHost {
  readonly director: HuntDirector;
  readonly durable: DurableHunts;
  readonly records: HuntRecords;
  readonly log: PublicLog;
  readonly console: WorldHunts;
  readonly messages: HuntMessages;
  readonly clues: ClueMessages;
  readonly list: HuntList;
  readonly definitions: Definitions;
  /** Digs that players began since the start. */
  digs = 0;
  readonly #options: Omit<HuntHostOptions, "saved">;
  readonly #recorder: HuntRecorder;

  constructor(options: HuntHostOptions) {
    // The saved records are many, and needed here only.
    const { saved, ...kept } = options;
    const { world, link, players, commands, clock, wallMs, content } = kept;
    this.#options = kept;
    this.records = new HuntRecords(options.onSaveDue);
    this.log = new PublicLog(this.records, link, {
      folder: content.folder,
      onProblem: (error) => options.onProblem(`the log of hunts is kept in memory: ${error.message}`),
    });
    const archive = new HuntArchive(this.records);
    const audit = new AuditLog(this.records, wallMs);
    const definitions = new Definitions(this.records, content.definitions, options.onProblem);
    this.definitions = definitions;
    for (const kept of [this.log, archive, audit, definitions]) kept.load(saved);
    this.clues = new ClueMessages({
      chunkOf: content.chunkOf,
      riddleOf: (tileX, tileY, hunt, cache) => this.#riddle(tileX, tileY, hunt, cache),
      onProblem: options.onProblem,
      isTurned: (hunt) => world.hunts.find(hunt)?.resolved.clues.turned ?? false,
    });
    this.messages = new HuntMessages({
      world,
      link,
      players,
      clues: this.clues,
      hasUnsaved: (playerId) => this.durable.hasUnsaved(playerId),
    });
    this.director = new HuntDirector({
      world,
      definitions: () => definitions.all(),
      direct: (command) => commands.direct(command),
      wallMs,
      lastLogged: () => this.log.lastHunt,
      onProblem: options.onProblem,
    });
    this.director.automatic = content.scheduled ?? true;
    this.durable = new DurableHunts({
      world,
      link,
      players,
      clock,
      messages: this.messages,
      next: () => this.director.next(),
      onSaveDue: options.onSaveDue,
    });
    this.list = new HuntList({
      world,
      definitions,
      archive,
      wallMs,
      told: () => this.durable.told,
      schedule: this.director.schedule,
      automatic: () => this.director.automatic,
    });
    this.#recorder = new HuntRecorder({
      world,
      wallMs,
      log: this.log,
      archive,
      list: this.list,
      durable: this.durable,
      award: options.award,
    });
    this.console = new WorldHunts({
      world,
      director: this.director,
      definitions,
      archive,
      audit,
      list: this.list,
      season: () => this.durable.season,
      lootNames: options.lootNames,
      direct: (command) => commands.direct(command),
      setReason: (hunt, reason) => this.#recorder.setReason(hunt, reason),
      roomLoad: options.roomLoad,
      isStopped: options.isStopped,
      dryRun: (definition, hunters) =>
        dryRun(definition, hunters, { map: world.map, ground: world.ground, random: Math.random }),
    });
    this.list.refresh();
    link.onGatewayGone((id) => this.log.gone(id));
  }

  /** Counts for metrics. */
  get stats(): HuntStats {
    const { readings } = this.messages;
    const { finds } = this.#recorder;
    const counted = countHunts(this.#options.world);
    const { digs } = this;
    return { ...counted, readings, digs, finds, clueBytes: this.clues.bytes, logEntries: this.log.length };
  }

  /** A player's request, which the gateway has checked. False if too many wait. */
  request(mover: MoverId, controller: Controller, request: HuntRequest): boolean {
    if (this.#options.isStopped()) {
      // A page that has asked to join asks again by itself.
      if (request.type !== "join")
        this.messages.tell(controller, "notice", { kind: "warning", text: STOPPED_TEXT });
      return true;
    }
    if (request.type === "ranking") return this.durable.ask(mover, controller, request.name);
    const command = commandOf(mover, request);
    return command === undefined || this.#options.commands.request(mover, controller, command);
  }

  /** A hunt that is on. */
  find(number: number): Hunt | undefined {
    return this.#options.world.hunts.find(number);
  }

  /** Cancels a hunt for a reason that the public log has. */
  cancel(number: number, reason: string): void {
    this.#recorder.setReason(number, reason);
    this.direct({ type: "cancelHunt", hunt: number });
  }

  /** Gives the world a command of the server's own. */
  direct(command: HuntCommand): void {
    this.#options.commands.direct(command);
  }

  /** Where a player of that name stands, in sub-tile units; undefined if none plays. */
  placeOf(name: string): { readonly mover: MoverId; readonly x: number; readonly y: number } | undefined {
    const { world, players } = this.#options;
    for (const mover of players.movers()) {
      if (players.controllerOf(mover)?.name !== name || !world.movers.has(mover)) continue;
      return { mover, x: world.movers.x[mover], y: world.movers.y[mover] };
    }
    return undefined;
  }

  /** Sends a gateway that is new here what the others have. */
  meet(id: GatewayId): void {
    this.durable.sendHunts(this.#options.link.gateway(id));
    this.log.meet(id);
  }

  /** Call it before the commands of a step are taken. */
  beforeStep(): void {
    if (this.#options.world.tick % TICK_HZ === 0) {
      this.director.everySecond();
      this.list.refresh();
    }
  }

  /** Takes a fact of the step that was just made. */
  take(fact: HuntFacts): void {
    switch (fact.type) {
      case "reading":
        this.messages.reading(fact);
        break;
      case "clue":
        this.messages.clue(fact);
        break;
      case "hunterChanged":
        this.messages.changed(fact.mover);
        break;
      case "requestRefused":
        this.messages.refused(fact);
        break;
      case "teamChanged":
        this.durable.teamChanged(fact);
        break;
      case "points":
        this.#recorder.points(fact);
        break;
      case "cacheFound":
        this.#recorder.found(fact);
        break;
      case "seasonOver":
        break;
      case "huntAnnounced": {
        const body = this.director.taken(this.find(fact.hunt)?.announcement ?? "");
        if (body !== undefined) this.log.add(body);
        break;
      }
      case "huntArchived":
        this.clues.forget(fact.hunt);
        break;
      default:
        this.#recorder.changed(fact);
    }
  }

  /** Call it once the facts of a step are taken. Returns whether the world must be saved though nobody moved. */
  endStep(): boolean {
    this.messages.endStep();
    this.durable.endStep();
    this.log.endStep();
    return this.#options.world.hunts.list.length > 0;
  }

  #riddle(tileX: number, tileY: number, number: number, cache: number): readonly string[] | undefined {
    const { world } = this.#options;
    const hunt = world.hunts.find(number);
    if (hunt === undefined) return undefined;
    return makeRiddle({
      landmarks: world.map.landmarks,
      tileX,
      tileY,
      zone: hunt.resolved.zone,
      mayHide: (x, y) => !world.ground.blockedAt(x, y),
      draw: huntKeys(hunt).hints.stream(RIDDLE_STREAMS + cache),
    })?.lines;
  }
}
