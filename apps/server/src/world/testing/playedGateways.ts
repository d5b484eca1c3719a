// For tests: a world host and gateways on real link sessions. The test delivers packets, breaks links and restarts gateways
// by hand.
import { stepWorld } from "@doubloon/engine/stepWorld";
import { makeMap, playerId, testLoot } from "@doubloon/engine/testing/testWorld";
import type { World } from "@doubloon/engine/world";
import type { MoverId } from "@doubloon/shared/ids";
import { Intent } from "@doubloon/shared/movement";
import type { Ledger } from "../../ledger/port.ts";
import { createMemoryLedger } from "../../ledger/testing/memoryLedger.ts";
import { makePacket, PacketKind } from "../../link/codec/packet.ts";
import type { GatewayPort, SessionKey } from "../../link/port.ts";
import { GatewayEndpoint } from "../../link/session/gatewayEndpoint.ts";
import { DEFAULT_LINK_LIMITS } from "../../link/session/linkLimits.ts";
import { nullGateway } from "../../link/session/nullGateway.ts";
import type { Pipe } from "../../link/session/pipe.ts";
import { WorldEndpoint } from "../../link/session/worldEndpoint.ts";
import type { WorldHost } from "../hostedWorld.ts";
import { createWorldHost } from "../worldHost.ts";
import { nullWorldObserver } from "../worldObserver.ts";
import { makeHandClock } from "./handClock.ts";

const EPOCH = 1;
export const playedMap = makeMap(64, 64, 0);

/** One direction of a link between a gateway and the world: packets wait until they are taken. */
class Wire implements Pipe {
  packets: Buffer[] = [];
  readonly backlogBytes = 0;
  send(packet: Buffer, done: () => void): void {
    this.packets.push(Buffer.from(packet));
    done();
  }
  cut(): void {
    // Packets in flight may still arrive late.
  }
}

/** A player's session as its gateway sees it. */
export interface PlayedSession {
  readonly key: SessionKey;
  readonly player: number;
  /** Undefined while it is entering. */
  mover: MoverId | undefined;
  /** Sequence numbers of its inputs. */
  readonly seqs: number[];
}

/** A gateway process: treats its sessions as the real one treats its sockets. */
export class PlayedGateway {
  readonly sessions = new Map<SessionKey, PlayedSession>();
  /** Keys of the sessions that were taken over. */
  readonly takenOver: SessionKey[] = [];
  readonly endpoint: GatewayEndpoint;
  readonly up = new Wire();
  down = new Wire();
  #lastKey = 0;

  constructor(id: string, schedule: (task: () => void) => void, newSession: () => number) {
    this.endpoint = new GatewayEndpoint({ id, limits: DEFAULT_LINK_LIMITS, schedule, newSession });
    const port: GatewayPort = {
      ...nullGateway,
      entered: ({ session, mover }) => {
        const entering = this.sessions.get(session);
        if (entering === undefined) this.endpoint.world.leave(id, session, mover);
        else entering.mover = mover;
      },
      refused: (session) => void this.sessions.delete(session),
      takenOver: (session) => {
        this.takenOver.push(session);
        this.sessions.delete(session);
      },
    };
    this.endpoint.onWorldState((isUp) => {
      if (!isUp) return;
      for (const session of this.sessions.values()) {
        if (session.mover === undefined) this.#sayEnter(session);
        else this.sessions.delete(session.key);
      }
    });
    this.endpoint.serve(port);
    this.endpoint.attach(this.up);
  }

  get playing(): PlayedSession[] {
    return [...this.sessions.values()].filter(({ mover }) => mover !== undefined);
  }

  enter(player: number): PlayedSession {
    const session = { key: ++this.#lastKey, player, mover: undefined, seqs: [] };
    this.sessions.set(session.key, session);
    this.#sayEnter(session);
    return session;
  }

  close({ key, mover }: PlayedSession): void {
    if (this.sessions.delete(key) && mover !== undefined)
      this.endpoint.world.leave(this.endpoint.id, key, mover);
  }

  /** Makes the session's player walk in direction `heading`. */
  input({ key, mover, seqs }: PlayedSession, seq: number, heading: number): void {
    if (mover === undefined) return;
    seqs.push(seq);
    this.endpoint.world.input(this.endpoint.id, key, mover, seq, Intent.heading, heading, 0, 0);
  }

  #sayEnter({ key, player }: PlayedSession): void {
    this.endpoint.world.enter(this.endpoint.id, key, playerId(player), `P${player}`);
  }
}

export class PlayedGateways {
  readonly gateways: PlayedGateway[] = [];
  readonly ignored = { input: 0, leave: 0, hunting: 0 };
  readonly ledger: Ledger = createMemoryLedger();
  readonly #worldEndpoint: WorldEndpoint;
  readonly #clock = makeHandClock();
  readonly #tasks: (() => void)[] = [];
  /** Packets of broken links, which may still arrive. */
  readonly #late: Buffer[] = [];
  #host: WorldHost | undefined;
  #lastLinkSession = 0;
  /** Gateways whose link only the world knows to be broken. */
  readonly #lost = new Set<number>();

  constructor() {
    this.#worldEndpoint = new WorldEndpoint({
      epoch: EPOCH,
      limits: DEFAULT_LINK_LIMITS,
      schedule: this.#schedule,
      // A gateway that sends in a session which a late hello has ended gets a bye.
      onUnknownSession: (session) => {
        for (const { down } of this.gateways) down.send(makePacket(PacketKind.bye, EPOCH, session), () => {});
      },
    });
  }

  /** The world as it was after its last step. */
  world: World | undefined;

  static async start(gateways: number): Promise<PlayedGateways> {
    const played = new PlayedGateways();
    const worldEndpoint = played.#worldEndpoint;
    played.#host = await createWorldHost({
      map: playedMap,
      loot: testLoot,
      seed: 7,
      ledger: played.ledger,
      link: {
        serve: (world) => worldEndpoint.serve(world),
        gateway: (id) => worldEndpoint.gateway(id),
        get gateways() {
          return worldEndpoint.gateways;
        },
        congested: (id) => worldEndpoint.congested(id),
        flush: () => worldEndpoint.flush(),
        onGatewayGone: (listener) => worldEndpoint.onGatewayGone(listener),
        close: async () => {},
      },
      clock: played.#clock,
      step(world, input) {
        played.world = world;
        return stepWorld(world, input);
      },
      observer: { ...nullWorldObserver, ignored: (message) => void played.ignored[message]++ },
    });
    played.#host.start();
    for (let n = 0; n < gateways; n++) played.gateways.push(played.#process(n));
    played.settle();
    return played;
  }

  get host(): WorldHost {
    if (this.#host === undefined) throw new Error("the world has not started");
    return this.#host;
  }

  /** Viewers of all feeds together. */
  get viewers(): number {
    return this.host.rates().reduce((sum, { viewers }) => sum + viewers, 0);
  }

  /** Delivers the next packets from a gateway. */
  toWorld(n: number, packets = Number.POSITIVE_INFINITY): number {
    this.#turn();
    const { up } = this.gateways[n];
    const arriving = up.packets.splice(0, packets);
    for (const packet of arriving) this.#worldEndpoint.received(packet, () => this.gateways[n].down);
    return arriving.length;
  }

  /** Delivers the next packets for a gateway. */
  toGateway(n: number, packets = Number.POSITIVE_INFINITY): number {
    this.#turn();
    const { down, endpoint } = this.gateways[n];
    const arriving = down.packets.splice(0, packets);
    for (const packet of arriving) endpoint.received(packet);
    return arriving.length;
  }

  /** Runs one step of the world. */
  step(): void {
    this.#turn();
    this.#clock.turn(50);
    this.#turn();
  }

  /** The world notices that the link to a gateway is broken. */
  lose(n: number): void {
    this.#worldEndpoint.lost(this.gateways[n].down);
    this.#lost.add(n);
  }

  /** A gateway notices that its link is broken, and gets a new one at once. */
  relink(n: number): void {
    const gateway = this.gateways[n];
    this.#abandon(gateway);
    gateway.endpoint.detach();
    gateway.endpoint.attach(gateway.up);
    this.#lost.delete(n);
  }

  /** A gateway's process dies and another one starts under its id, with session keys that start over. */
  restart(n: number): void {
    this.#abandon(this.gateways[n]);
    this.gateways[n] = this.#process(n);
    this.#lost.delete(n);
  }

  /** The gateways notice every broken link that the world has noticed. */
  mend(): void {
    for (const n of [...this.#lost]) this.relink(n);
  }

  /** Delivers the packets of broken links after all. */
  deliverLate(): void {
    this.#turn();
    for (const packet of this.#late.splice(0)) this.#worldEndpoint.received(packet, () => new Wire());
  }

  /** Delivers everything and steps the world until only frames are sent. */
  settle(): void {
    for (let round = 0; round < 8; round++) {
      for (let n = 0; n < this.gateways.length; n++) {
        this.toWorld(n);
        this.toGateway(n);
      }
      this.step();
    }
  }

  readonly #schedule = (task: () => void): void => void this.#tasks.push(task);

  #turn(): void {
    for (const task of this.#tasks.splice(0)) task();
  }

  #abandon(gateway: PlayedGateway): void {
    this.#turn();
    this.#late.push(...gateway.up.packets.splice(0));
    gateway.down = new Wire();
  }

  #process(n: number): PlayedGateway {
    return new PlayedGateway(`g${n}`, this.#schedule, () => ++this.#lastLinkSession);
  }
}
