// Hosts the world: takes what gateways say, steps the world when its pulse says so, sends each watched room its frames
// in their slots, and has the world saved. It knows gateways only by the link and time only by the clock.
import { makeInputBatch, pushInput, removeInputs } from "@doubloon/engine/commands";
import { stepWorld } from "@doubloon/engine/stepWorld";
import type { World } from "@doubloon/engine/world";
import type { InputSeq, MoverId, PlayerId, Tick } from "@doubloon/shared/ids";
import type { LootRow } from "@doubloon/shared/loot";
import type { WorldMap } from "@doubloon/shared/map";
import type { AdminBoardPage, AdminBoardQuery } from "@doubloon/shared/protocol/admin";
import type { Ledger } from "../ledger/port.ts";
import type { Clock } from "../lib/clock.ts";
import type { GatewayHealth, GatewayId, SessionKey, WorldLink } from "../link/port.ts";
import { BoardSearches } from "./board/boardSearches.ts";
import { CommandQueue } from "./commandQueue.ts";
import { FactDispatcher } from "./factDispatcher.ts";
import { fullPace, govern, type Pace } from "./feeds/governor.ts";
import { LagMeter } from "./feeds/lagMeter.ts";
import type { FrameRate } from "./feeds/rateLadder.ts";
import { RoomFeeds, type RoomPace } from "./feeds/roomFeeds.ts";
import { GameLoop } from "./gameLoop.ts";
import { type Controller, PlayerIndex } from "./playerIndex.ts";
import { PresentNames } from "./presentNames.ts";
import { DurableAnnouncer } from "./saving/durableAnnouncer.ts";
import { type OpenedWorld, openSavedWorld } from "./saving/openSavedWorld.ts";
import { WorldSaver } from "./saving/worldSaver.ts";
import type { WorldObserver } from "./worldObserver.ts";

export interface WorldHostOptions {
  readonly map: WorldMap;
  readonly loot: readonly LootRow[];
  /** Of a new world; one from the ledger goes on with its own. */
  readonly seed: number;
  /** Stays open when the host closes. */
  readonly ledger: Ledger;
  readonly link: WorldLink;
  readonly clock: Clock;
  readonly observer: WorldObserver;
  /** Gives back a lag, in ms, that is this process's own doing, 0 for another; all are its own if not given. */
  readonly ownLag?: (lagMs: number) => number;
  /** Part of the time since the last call in which this process's event loop was busy; 0 if not given. */
  readonly busy?: () => number;
  /** This machine: its cores, and the part of their time since the last call that anything took; ignored if not given. */
  readonly machine?: { readonly cores: number; readonly busy: () => number };
  /** Most frames a second that a room is sent; 10 if not given. */
  readonly framesPerSecond?: FrameRate;
  /** Names a world that is new, up to 22 ASCII characters, random; none if not given. */
  readonly lineage?: string;
  /** Hears, a line each, what of the saved world was damaged and what is used instead. */
  readonly onDamage?: (line: string) => void;
  /** Steps the world; another one only in tests. */
  readonly step?: typeof stepWorld;
}

export interface WorldHost {
  start(): void;
  /** Stops and saves the world, unless its step has failed. Throws what the ledger throws if the last save fails. */
  close(): Promise<void>;
  /** Stops the world at once and saves nothing more of it. */
  abandon(): void;
  /** Age of the oldest change that is not on disk, in ms; 0 if all are. */
  readonly saveAgeMs: number;
  /** Why the world is not being kept, for the operator; undefined if it is. */
  saveProblem(): string | undefined;
  readonly tick: Tick;
  readonly playersOnline: number;
  readonly playersKnown: number;
  /** A page of the ranking; undefined if there is too much else to search for, or the world has closed. */
  boardPage(query: AdminBoardQuery): Promise<AdminBoardPage | undefined>;
  /** How rooms of each class are served, and why. */
  pace(): RoomPace[];
}

const INPUTS_PER_TICK = 65_536;
const SECOND_MS = 1000;

/**
 * A world from the ledger, or a new one; nobody is in it.
 * @throws SnapshotError if what the ledger holds is no world, and what the ledger throws
 */
export async function createWorldHost(options: WorldHostOptions): Promise<WorldHost> {
  const { map, loot, seed, ledger, lineage = "", onDamage } = options;
  const opened = openSavedWorld(await ledger.load(), { map, loot, seed }, lineage);
  for (const note of opened.notes) onDamage?.(note);
  const host = new Host(opened, options);
  // Before anybody plays, since writing everything may take long.
  if (opened.whole && !opened.fresh) await host.saveWhole();
  return host;
}

class Host implements WorldHost {
  readonly #world: World;
  readonly #options: WorldHostOptions;
  readonly #commands = new CommandQueue();
  readonly #inputs = makeInputBatch(INPUTS_PER_TICK);
  readonly #roster = new PlayerIndex();
  readonly #names = new PresentNames();
  readonly #feeds: RoomFeeds;
  readonly #saver: WorldSaver;
  readonly #announcer: DurableAnnouncer;
  readonly #teller: FactDispatcher;
  readonly #pulse: GameLoop;
  readonly #searches: BoardSearches;
  readonly #lag = new LagMeter();
  readonly #health = new Map<GatewayId, GatewayHealth | undefined>();
  #pace: Pace = fullPace;
  /** Clock time of the next look at the lag. */
  #nextSecondMs = 0;

  constructor({ world, state, whole }: OpenedWorld, options: WorldHostOptions) {
    const { link, clock, observer, ledger } = options;
    const roster = this.#roster;
    this.#world = world;
    this.#options = options;
    this.#searches = new BoardSearches(world, clock);
    this.#feeds = new RoomFeeds({
      world,
      link,
      observer,
      roster,
      nowMs: () => clock.nowMs(),
      mostHz: options.framesPerSecond ?? 10,
    });
    this.#pulse = new GameLoop({
      clock,
      step: () => this.#step(),
      nextSlot: (slot, limit) => this.#feeds.wheel.nextFrom(slot, limit),
      send: (slot, lateMs) => {
        this.#lag.add(lateMs);
        observer.slotLate(lateMs);
        this.#feeds.send(slot, lateMs, this.#pulse.timeMs);
        // At once, so that gateways send a slot's frames while the next slot's are encoded.
        link.flush();
      },
      skipped: (ms) => observer.timeSkipped(ms),
      housekeeping: (nowMs) => this.#chores(nowMs),
    });
    const announcer = new DurableAnnouncer({ world, link, clock, roster });
    this.#announcer = announcer;
    this.#saver = new WorldSaver({ world, state, whole, ledger, clock, observer, announcer });
    this.#teller = new FactDispatcher({
      world,
      link,
      commands: this.#commands,
      roster,
      names: this.#names,
      feeds: this.#feeds,
      announcer,
      timeMs: this.#pulse.timeMs,
    });
    link.serve({
      enter: (gateway, session, playerId, name) => this.#enter(gateway, session, playerId, name),
      leave: (gateway, session, mover) => this.#leave(gateway, session, mover),
      input: (gateway, session, mover, seq, intent, heading, x, y) => {
        if (roster.controller(gateway, session, mover) === undefined) observer.ignored("input");
        else if (!pushInput(this.#inputs, mover, seq as InputSeq, intent, heading, x, y))
          observer.inputDropped();
      },
      wantKeyframe: (gateway, feed) => this.#feeds.wantKeyframe(feed, gateway),
      health: (gateway, health) => {
        this.#meet(gateway);
        this.#health.set(gateway, health);
      },
    });
    link.onGatewayGone((gateway) => this.#gatewayGone(gateway));
  }

  get tick(): Tick {
    return this.#world.tick;
  }

  get playersOnline(): number {
    return this.#world.movers.count;
  }

  get playersKnown(): number {
    return this.#world.accounts.count;
  }

  boardPage(query: AdminBoardQuery): Promise<AdminBoardPage | undefined> {
    return this.#searches.page(query);
  }

  pace(): RoomPace[] {
    return this.#feeds.pace(this.#pace.reason);
  }

  start(): void {
    const nowMs = this.#options.clock.nowMs();
    this.#nextSecondMs = nowMs + SECOND_MS;
    this.#pulse.start(this.#world.tick);
  }

  async close(): Promise<void> {
    this.#pulse.stop();
    this.#searches.close();
    await this.#saver.finish();
  }

  abandon(): void {
    this.#pulse.stop();
    this.#saver.stepping = true;
  }

  get saveAgeMs(): number {
    return this.#saver.ageMs;
  }

  saveProblem = (): string | undefined => this.#saver.problem;
  saveWhole = (): Promise<void> => this.#saver.begin();

  #chores(nowMs: number): void {
    this.#saver.tend(nowMs);
    if (nowMs >= this.#nextSecondMs) {
      this.#nextSecondMs = nowMs + SECOND_MS;
      this.#governSecond();
    }
  }

  #governSecond(): void {
    let gatewayMs = 0;
    let gatewayBusy = 0;
    let gatewaysBusy = 0;
    for (const health of this.#health.values()) {
      gatewayMs = Math.max(gatewayMs, health?.lagMs ?? 0);
      gatewayBusy = Math.max(gatewayBusy, health?.busy ?? 0);
      gatewaysBusy += health?.busy ?? 0;
    }
    // The median: a pause makes many slots late for a moment, which sending less would not have helped; having too much
    // to do makes half of them late.
    const lagMs = this.#lag.take(0.5);
    const worldMs = this.#options.ownLag?.(lagMs) ?? lagMs;
    const worldBusy = this.#options.busy?.() ?? 0;
    const { machine } = this.#options;
    const machineBusy = machine?.busy() ?? 0;
    // Without gateways of their own no frame waits for a core between two processes.
    const ownPart = gatewaysBusy === 0 ? 0 : (worldBusy + gatewaysBusy) / (machine?.cores ?? 1);
    const work = this.#feeds.work();
    const load = { worldMs, gatewayMs, worldBusy, gatewayBusy, machineBusy, ownPart, work };
    const pace = govern(this.#pace, load);
    if (pace.level !== this.#pace.level) this.#options.observer.paceChanged(pace);
    this.#pace = pace;
    this.#feeds.setLevel(pace.level);
  }

  #step(): void {
    const { clock, observer } = this.#options;
    const startMs = clock.nowMs();
    const taken = this.#commands.take(this.#roster);
    const commands = this.#names.settle(taken, this.#roster, this.#world.accounts);
    for (let left = removeInputs(this.#inputs, this.#commands.overtaken); left > 0; left--)
      observer.ignored("input");
    const { step = stepWorld } = this.#options;
    // Stays so if the step throws: half of a tick must never take the place of the last whole one.
    this.#saver.stepping = true;
    const facts = step(this.#world, { commands, inputs: this.#inputs });
    this.#inputs.count = 0;
    if (facts.length > 0 || this.#world.movedCount > 0) this.#saver.dirty = true;
    this.#teller.dispatch(facts, this.#pulse.slot);
    this.#saver.stepping = false;
    observer.tick(clock.nowMs() - startMs);
  }

  #enter(gateway: GatewayId, session: SessionKey, playerId: PlayerId, name: string | undefined): void {
    this.#meet(gateway);
    if (this.#commands.enter({ gateway, session }, playerId, name)) return;
    this.#options.link.gateway(gateway).refused(session, "serverFull");
  }

  #leave(gateway: GatewayId, session: SessionKey, mover: MoverId): void {
    const lead = this.#roster.controller(gateway, session, mover);
    if (lead === undefined) this.#options.observer.ignored("leave");
    else this.#end(mover, lead);
  }

  /** A session is over: from now on its mover has no controller, and leaves unless its player has entered anew. */
  #end(mover: MoverId, lead: Controller): void {
    lead.leaving = true;
    if (lead.feed !== undefined) this.#feeds.removeViewer(lead.feed, lead.gateway);
    lead.feed = undefined;
    this.#commands.leave(mover, lead);
  }

  /** A gateway that is heard for the first time is told what the others know. */
  #meet(id: GatewayId): void {
    if (this.#health.has(id)) return;
    this.#health.set(id, undefined);
    const gateway = this.#options.link.gateway(id);
    for (const mover of this.#roster.movers()) {
      const lead = this.#roster.controllerOf(mover);
      if (lead !== undefined) gateway.named(mover, lead.name);
    }
    this.#announcer.greet(gateway);
  }

  #gatewayGone(id: GatewayId): void {
    this.#health.delete(id);
    this.#commands.withdraw(id);
    for (const mover of this.#roster.movers()) {
      const lead = this.#roster.controllerOf(mover);
      if (lead?.gateway === id && !lead.leaving) this.#end(mover, lead);
    }
  }
}
