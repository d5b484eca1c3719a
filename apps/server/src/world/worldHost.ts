// Hosts the world: takes what gateways say, steps the world at its fixed rate, sends each watched room its frames in
// their slots, and has the world saved. It knows gateways only by the link and time only by the clock.
import { type Command, makeInputBatch, pushInput } from "@doubloon/engine/commands";
import type { EnteredFact, Facts } from "@doubloon/engine/facts";
import { selfState } from "@doubloon/engine/selfState";
import { restoreWorld } from "@doubloon/engine/snapshot";
import { stepWorld } from "@doubloon/engine/stepWorld";
import { createWorld, type World } from "@doubloon/engine/world";
import type { InputSeq, MoverId, PlayerId, Tick, WorldTimeMs } from "@doubloon/shared/ids";
import type { LootRow } from "@doubloon/shared/loot";
import type { WorldMap } from "@doubloon/shared/map";
import type { AdminBoardPage, AdminBoardQuery } from "@doubloon/shared/protocol/admin";
import { TICK_MS } from "@doubloon/shared/time";
import type { Ledger } from "../ledger/port.ts";
import type { GatewayHealth, GatewayId, SessionKey, WorldLink } from "../link/port.ts";
import { boardPage } from "./boardPage.ts";
import type { Clock, Timer } from "./clock.ts";
import { CommandQueue } from "./commandQueue.ts";
import { type FrameRate, fullPace, govern, type Pace } from "./governor.ts";
import { LagMeter } from "./lagMeter.ts";
import { RoomFeeds, type RoomPace } from "./roomFeeds.ts";
import { Roster } from "./roster.ts";
import { SLOT_MS } from "./slotWheel.ts";
import type { WorldObserver } from "./worldObserver.ts";
import { WorldSaver } from "./worldSaver.ts";

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
  /** Most frames a second that a room is sent; 10 if not given. */
  readonly framesPerSecond?: FrameRate;
}

export interface WorldHost {
  start(): void;
  /** Stops the world; resolves when its last snapshot is saved. */
  close(): Promise<void>;
  readonly tick: Tick;
  readonly playersOnline: number;
  readonly playersKnown: number;
  boardPage(query: AdminBoardQuery): AdminBoardPage;
  /** How rooms of each class are served, and why. */
  pace(): RoomPace[];
}

/** Bounds the work of one turn of the event loop; what is left comes in the next turn. */
const TICKS_PER_TURN = 4;
const SLOTS_PER_TURN = 40;
/** A world further behind than this does not catch up: its time is skipped. */
const MOST_BEHIND_MS = 2000;
const INPUTS_PER_TICK = 65_536;
const SAVE_EVERY_MS = 500;
const SECOND_MS = 1000;
/** Slots looked ahead for the next one that has rooms. */
const LOOK_AHEAD_SLOTS = TICK_MS / SLOT_MS;

/**
 * A world from the ledger, or a new one; nobody is in it.
 * @throws SnapshotError if what the ledger holds is no world, and what the ledger throws
 */
export async function createWorldHost(options: WorldHostOptions): Promise<WorldHost> {
  const { map, loot, seed, ledger } = options;
  const saved = await ledger.load();
  const world =
    saved === undefined ? createWorld({ map, loot, seed }) : restoreWorld(saved, { map, loot, seed });
  // Those who were in the world when it was saved lost their connections with it.
  const commands: Command[] = [];
  for (let mover = 0; mover < world.movers.high; mover++) {
    if (world.movers.has(mover)) commands.push({ type: "leave", mover: mover as MoverId });
  }
  if (commands.length > 0) stepWorld(world, { commands, inputs: makeInputBatch(0) });
  return new Host(world, options);
}

class Host implements WorldHost {
  readonly #world: World;
  readonly #options: WorldHostOptions;
  readonly #commands = new CommandQueue();
  readonly #inputs = makeInputBatch(INPUTS_PER_TICK);
  readonly #roster = new Roster();
  readonly #feeds: RoomFeeds;
  readonly #saver: WorldSaver;
  readonly #lag = new LagMeter();
  readonly #health = new Map<GatewayId, GatewayHealth | undefined>();
  #pace: Pace = fullPace;
  #timer: Timer | undefined;
  #running = false;
  /** Clock times: of the world's time 0, of the next step, of slot 0, of the next save and look at the lag. */
  #originMs = 0;
  #nextTickMs = 0;
  #slotZeroMs = 0;
  /** The last slot sent. */
  #slot = 0;
  #nextSaveMs = 0;
  #nextSecondMs = 0;

  constructor(world: World, options: WorldHostOptions) {
    const { link, clock, observer, ledger } = options;
    this.#world = world;
    this.#options = options;
    this.#feeds = new RoomFeeds({
      world,
      link,
      observer,
      roster: this.#roster,
      nowMs: () => clock.nowMs(),
      mostHz: options.framesPerSecond ?? 10,
    });
    this.#saver = new WorldSaver({ world, ledger, link, clock, observer, roster: this.#roster });
    link.serve({
      enter: (gateway, session, playerId, name) => this.#enter(gateway, session, playerId, name),
      leave: (gateway, mover) => this.#leave(gateway, mover),
      input: (mover, seq, intent, heading, x, y) => {
        if (!pushInput(this.#inputs, mover, seq as InputSeq, intent, heading, x, y)) observer.inputDropped();
      },
      wantKeyframe: (gateway, room) => this.#feeds.wantKeyframe(room, gateway),
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

  boardPage(query: AdminBoardQuery): AdminBoardPage {
    return boardPage(this.#world, query);
  }

  pace(): RoomPace[] {
    return this.#feeds.pace(this.#pace);
  }

  start(): void {
    const nowMs = this.#options.clock.nowMs();
    this.#running = true;
    // World time is the tick's time and goes on from there, so that ticks and times never drift apart.
    this.#originMs = nowMs - ((this.#world.tick * TICK_MS) % 0x1_0000_0000);
    this.#nextTickMs = nowMs + TICK_MS;
    this.#slot = 0;
    this.#slotZeroMs = nowMs;
    this.#nextSaveMs = nowMs + SAVE_EVERY_MS;
    this.#nextSecondMs = nowMs + SECOND_MS;
    this.#arm();
  }

  async close(): Promise<void> {
    this.#running = false;
    this.#timer?.cancel();
    await this.#saver.finish();
  }

  #arm(): void {
    if (!this.#running) return;
    const { clock } = this.#options;
    const slot = this.#feeds.wheel.nextFrom(this.#slot + 1, LOOK_AHEAD_SLOTS);
    const nextMs = Math.min(this.#nextTickMs, this.#slotZeroMs + slot * SLOT_MS);
    this.#timer = clock.after(Math.max(0, nextMs - clock.nowMs()), () => this.#turn());
  }

  #turn(): void {
    if (!this.#running) return;
    const { clock } = this.#options;
    this.#skipIfHopeless(clock.nowMs());
    for (let i = 0; i < TICKS_PER_TURN && this.#nextTickMs <= clock.nowMs(); i++) {
      this.#step();
      this.#nextTickMs += TICK_MS;
    }
    for (let i = 0; i < SLOTS_PER_TURN; i++) {
      const dueMs = this.#slotZeroMs + (this.#slot + 1) * SLOT_MS;
      const lateMs = clock.nowMs() - dueMs;
      if (lateMs < 0) break;
      this.#slot++;
      // The timer sleeps through slots without rooms: nobody waits for those.
      if (this.#feeds.wheel.nextFrom(this.#slot, 1) === this.#slot) {
        this.#lag.add(lateMs);
        this.#options.observer.slotLate(lateMs);
      }
      this.#feeds.send(this.#slot, this.#pace, this.#timeMs);
    }
    const nowMs = clock.nowMs();
    if (nowMs >= this.#nextSaveMs) {
      this.#nextSaveMs = nowMs + SAVE_EVERY_MS;
      this.#saver.saveIfDirty();
    }
    if (nowMs >= this.#nextSecondMs) {
      this.#nextSecondMs = nowMs + SECOND_MS;
      this.#governSecond();
    }
    this.#arm();
  }

  readonly #timeMs = (): WorldTimeMs =>
    (Math.floor(this.#options.clock.nowMs() - this.#originMs) >>> 0) as WorldTimeMs;

  #skipIfHopeless(nowMs: number): void {
    const behindMs = nowMs - this.#nextTickMs;
    if (behindMs <= MOST_BEHIND_MS) return;
    const skippedMs = Math.floor(behindMs / TICK_MS) * TICK_MS;
    this.#nextTickMs += skippedMs;
    this.#originMs += skippedMs;
    this.#slotZeroMs += skippedMs;
    this.#options.observer.timeSkipped(skippedMs);
  }

  #governSecond(): void {
    let gatewayMs = 0;
    for (const health of this.#health.values()) gatewayMs = Math.max(gatewayMs, health?.lagMs ?? 0);
    const lagMs = this.#lag.take();
    const worldMs = this.#options.ownLag?.(lagMs) ?? lagMs;
    const pace = govern(this.#pace, { worldMs, gatewayMs });
    if (pace.level !== this.#pace.level) this.#options.observer.paceChanged(pace);
    this.#pace = pace;
  }

  #step(): void {
    const { clock, observer } = this.#options;
    const startMs = clock.nowMs();
    const commands = this.#commands.take();
    const facts = stepWorld(this.#world, { commands, inputs: this.#inputs });
    this.#inputs.count = 0;
    if (facts.length > 0 || this.#world.movedCount > 0) this.#saver.dirty = true;
    this.#tell(facts);
    observer.tick(clock.nowMs() - startMs);
  }

  #tell(facts: Facts): void {
    const { link } = this.#options;
    for (const fact of facts) {
      switch (fact.type) {
        case "entered":
          this.#entered(fact);
          break;
        case "full": {
          const { gateway, session } = this.#commands.answer();
          link.gateway(gateway).refused(session, "serverFull");
          break;
        }
        case "left": {
          const lead = this.#roster.lead(fact.mover);
          if (lead === undefined) break;
          this.#roster.delete(fact.mover);
          this.#feeds.removeViewer(fact.room, lead.gateway);
          for (const id of link.gateways) link.gateway(id).unnamed(fact.mover);
          break;
        }
        case "crossed": {
          const lead = this.#roster.lead(fact.mover);
          if (lead === undefined) break;
          this.#feeds.removeViewer(fact.from, lead.gateway);
          this.#feeds.addViewer(fact.to, lead.gateway, this.#slot);
          link.gateway(lead.gateway).crossed(fact.mover, fact.to);
          break;
        }
        case "picked":
          this.#saver.picked(fact);
          break;
      }
    }
  }

  #entered({ mover, playerId, room, name, returning, takeover }: EnteredFact): void {
    const { link } = this.#options;
    const { gateway, session } = this.#commands.answer();
    const former = this.#roster.lead(mover);
    if (takeover && former !== undefined) {
      this.#feeds.removeViewer(room, former.gateway);
      link.gateway(former.gateway).takenOver(mover);
    }
    const standing = this.#saver.standing(playerId);
    this.#roster.set(mover, { gateway, playerId, name, leaving: false, toldRank: standing.rank });
    if (former?.name !== name) for (const id of link.gateways) link.gateway(id).named(mover, name);
    if (!this.#health.has(gateway)) {
      // The gateway went while its player was on the way in.
      this.#leave(gateway, mover);
      return;
    }
    this.#feeds.addViewer(room, gateway, this.#slot);
    link.gateway(gateway).entered({
      session,
      playerId,
      mover,
      room,
      name,
      returning,
      tick: this.#world.tick,
      timeMs: this.#timeMs(),
      standing,
      self: selfState(this.#world, mover),
    });
  }

  #enter(gateway: GatewayId, session: SessionKey, playerId: PlayerId, name: string | undefined): void {
    this.#meet(gateway);
    if (this.#commands.enter({ gateway, session }, playerId, name)) return;
    this.#options.link.gateway(gateway).refused(session, "serverFull");
  }

  #leave(gateway: GatewayId, mover: MoverId): void {
    const lead = this.#roster.lead(mover);
    if (lead === undefined || lead.gateway !== gateway || lead.leaving) return;
    // Somebody waits to take this body over: it stays for them.
    if (this.#commands.waits(lead.playerId)) return;
    lead.leaving = true;
    this.#commands.leave(mover);
  }

  /** A gateway that is heard for the first time is told what the others know. */
  #meet(id: GatewayId): void {
    if (this.#health.has(id)) return;
    this.#health.set(id, undefined);
    const gateway = this.#options.link.gateway(id);
    for (const mover of this.#roster.movers()) {
      const lead = this.#roster.lead(mover);
      if (lead !== undefined) gateway.named(mover, lead.name);
    }
    this.#saver.greet(gateway);
  }

  #gatewayGone(id: GatewayId): void {
    this.#health.delete(id);
    for (const mover of this.#roster.movers()) this.#leave(id, mover);
  }
}
