// Hosts the world: steps it when the game loop says so, sends each viewed room its frames in their slots and has the world
// saved. It reaches gateways only through the link and reads time only from the clock.
import { makeInputBatch, removeInputs } from "@doubloon/engine/commands";
import { stepWorld } from "@doubloon/engine/stepWorld";
import type { World } from "@doubloon/engine/world";
import type { Tick } from "@doubloon/shared/ids";
import type { AdminBoardPage, AdminBoardQuery } from "@doubloon/shared/protocol/admin";
import { TICK_MS } from "@doubloon/shared/time";
import { BoardSearches } from "./board/boardSearches.ts";
import { CommandQueue } from "./commandQueue.ts";
import { FactDispatcher } from "./factDispatcher.ts";
import { RateControl } from "./feeds/rateControl.ts";
import { RoomFeeds, type RoomRates } from "./feeds/roomFeeds.ts";
import { GameLoop } from "./gameLoop.ts";
import { serveGateways } from "./gatewayMessages.ts";
import type { WorldHost, WorldHostOptions } from "./hostedWorld.ts";
import { HuntHost, NO_HUNTS } from "./hunts/hunts.ts";
import { PlayerIndex } from "./playerIndex.ts";
import { PresentNames } from "./presentNames.ts";
import { DurableAnnouncer } from "./saving/durableAnnouncer.ts";
import { type OpenedWorld, openSavedWorld } from "./saving/openSavedWorld.ts";
import { WorldSaver } from "./saving/worldSaver.ts";

const INPUTS_PER_TICK = 65_536;
const SECOND_MS = 1000;
/** A world that stood still for longer, in ms, goes on where it stopped: its players have been sent off (AWAY_LIMIT_MS). */
const MAX_CATCH_UP_MS = 30_000;
/** A world that stands still before players is saved this often all the same, so that its time is known to a successor. */
const SAVE_TIME_TICKS = 200;

/**
 * Opens the ledger's world, or a new one, with no players in it.
 * @throws SnapshotError if the ledger's records are not a world, and the ledger's own errors
 */
export async function createWorldHost(options: WorldHostOptions): Promise<WorldHost> {
  const { map, loot, seed, ledger, lineage = "", onDamage, beforeRewrite } = options;
  const opened = openSavedWorld(await ledger.load(), { map, loot, seed }, lineage);
  for (const note of opened.notes) onDamage?.(note);
  const host = new Host(opened, options);
  // Before any gateway's message can arrive: with nobody in it, the world goes on to where its clocks would be.
  host.catchUp(options.stoodStillMs?.() ?? 0);
  // Before anyone plays, because a full save may take long.
  if (opened.whole && !opened.fresh) {
    await beforeRewrite?.();
    await host.saveWhole();
  }
  return host;
}

class Host implements WorldHost {
  readonly hunts: HuntHost;
  readonly #world: World;
  readonly #options: WorldHostOptions;
  readonly #commands = new CommandQueue();
  readonly #inputs = makeInputBatch(INPUTS_PER_TICK);
  readonly #players = new PlayerIndex();
  readonly #names = new PresentNames();
  readonly #feeds: RoomFeeds;
  readonly #saver: WorldSaver;
  readonly #announcer: DurableAnnouncer;
  readonly #dispatcher: FactDispatcher;
  readonly #loop: GameLoop;
  readonly #searches: BoardSearches;
  readonly #rateControl: RateControl;
  /** Clock time at which the current second ends. */
  #nextSecondMs = 0;

  constructor({ world, state, whole, log, toCancel }: OpenedWorld, options: WorldHostOptions) {
    const { link, clock, observer, ledger, wallMs = Date.now, onHuntProblem = () => {} } = options;
    const players = this.#players;
    const commands = this.#commands;
    this.#world = world;
    this.#options = options;
    this.#searches = new BoardSearches(world, clock);
    this.#feeds = new RoomFeeds({
      world,
      link,
      observer,
      players,
      nowMs: () => clock.nowMs(),
      maxHz: options.framesPerSecond ?? 10,
    });
    this.#rateControl = new RateControl(this.#feeds, observer, options);
    this.#loop = new GameLoop({
      clock,
      step: () => this.#step(),
      nextSlot: (slot, limit) => this.#feeds.wheel.nextFrom(slot, limit),
      send: (slot, lateMs) => {
        this.#rateControl.slotSent(lateMs);
        observer.slotLate(lateMs);
        this.#feeds.send(slot, lateMs, this.#loop.timeMs);
        // Flushed now, so that gateways send this slot's frames while the next slot's are encoded.
        link.flush();
      },
      skipped: (ms) => observer.timeSkipped(ms),
      housekeeping: (nowMs) => this.#housekeeping(nowMs),
    });
    this.hunts = new HuntHost({
      world,
      link,
      players,
      commands,
      clock,
      wallMs,
      content: options.hunts ?? NO_HUNTS,
      lootNames: new Map(options.loot.map(({ number, name }) => [number, name])),
      saved: log,
      award: (award) => this.#announcer.awarded(award),
      onSaveDue: () => {
        this.#saver.dirty = true;
      },
      onProblem: onHuntProblem,
      isStopped: () => this.#loop.stopped,
      roomLoad: (into) => this.#feeds.roomLoad(into),
    });
    for (const hunt of toCancel) this.hunts.cancel(hunt, "the map has changed");
    const { durable: hunts, records } = this.hunts;
    const announcer = new DurableAnnouncer({ world, link, clock, players, hunts });
    this.#announcer = announcer;
    this.#saver = new WorldSaver({
      world,
      state,
      whole,
      ledger,
      clock,
      observer,
      announcer,
      log: records,
      kept: log,
    });
    this.#dispatcher = new FactDispatcher({
      world,
      link,
      commands,
      players,
      names: this.#names,
      feeds: this.#feeds,
      announcer,
      hunts: this.hunts,
      timeMs: this.#loop.timeMs,
    });
    serveGateways({
      link,
      players,
      commands,
      inputs: this.#inputs,
      feeds: this.#feeds,
      hunts: this.hunts,
      announcer,
      observer,
      rateControl: this.#rateControl,
    });
  }

  get tick(): Tick {
    return this.#world.tick;
  }

  get playersOnline(): number {
    return this.#world.movers.count;
  }

  get playersRanked(): number {
    return this.#world.board.count;
  }

  /** Steps the world through the time it stood still, so that clocks go on without a jump; not after a long stop. */
  catchUp(stoodStillMs: number): void {
    if (stoodStillMs > MAX_CATCH_UP_MS) return;
    for (let ticks = Math.floor(stoodStillMs / TICK_MS); ticks > 0; ticks--) this.#step();
  }

  start(): void {
    const nowMs = this.#options.clock.nowMs();
    this.#nextSecondMs = nowMs + SECOND_MS;
    this.#loop.start(this.#world.tick);
  }

  async close(): Promise<void> {
    this.#loop.stop();
    this.#searches.close();
    await this.#saver.finish();
  }

  async quiesce(): Promise<void> {
    await this.#loop.stopWhen(() => this.#commands.waiting === 0);
    this.#saver.dirty = true;
    await this.#saver.settle();
    this.#options.link.flush();
  }

  abandon(): void {
    this.#loop.stop();
    this.#saver.stepping = true;
  }

  get saveAgeMs(): number {
    return this.#saver.ageMs;
  }

  boardPage = (query: AdminBoardQuery): Promise<AdminBoardPage | undefined> => this.#searches.page(query);
  resume = (): void => this.#loop.resume();
  rates = (): RoomRates[] => this.#rateControl.rates();
  saveProblem = (): string | undefined => this.#saver.problem;
  saveWhole = (): Promise<void> => this.#saver.begin();

  #housekeeping(nowMs: number): void {
    this.#saver.saveIfDue(nowMs);
    if (nowMs >= this.#nextSecondMs) {
      this.#nextSecondMs = nowMs + SECOND_MS;
      this.#rateControl.endSecond();
    }
  }

  #step(): void {
    const { clock, observer } = this.#options;
    const startMs = clock.nowMs();
    this.hunts.beforeStep();
    const taken = this.#commands.take(this.#players);
    const commands = this.#names.settle(taken, this.#players, this.#world.accounts);
    for (let left = removeInputs(this.#inputs, this.#commands.takenOverMovers); left > 0; left--)
      observer.ignored("input");
    const { step = stepWorld } = this.#options;
    // Stays true if the step throws: a half-finished tick must never overwrite the last complete one.
    this.#saver.stepping = true;
    const facts = step(this.#world, { commands, inputs: this.#inputs });
    this.#inputs.count = 0;
    // Hunts have clocks, so they change with every step.
    const { movedCount, hunts, movers, tick } = this.#world;
    const isTimeDue = tick % SAVE_TIME_TICKS === 0 && movers.count > 0;
    if (facts.length > 0 || movedCount > 0 || hunts.list.length > 0 || isTimeDue) this.#saver.dirty = true;
    this.#dispatcher.dispatch(facts, this.#loop.slot);
    if (this.hunts.endStep()) this.#saver.dirty = true;
    this.#saver.stepping = false;
    observer.tick(clock.nowMs() - startMs);
  }
}
