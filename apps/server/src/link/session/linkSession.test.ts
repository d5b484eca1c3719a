// The session between hub and peer over a wire that the test moves by hand: any loss, delay and order can be played.

import type { MoverId, RoomId, Tick } from "@doubloon/shared/ids";
import { describe, expect, it } from "vitest";
import { makePacket, PACKET_HEADER_BYTES, PacketKind, writePacketHeader } from "../codec/packet.ts";
import { feedIdOf } from "../feedId.ts";
import { recordGateway, recordWorld } from "../testing/recordingPorts.ts";
import { GatewayEndpoint } from "./gatewayEndpoint.ts";
import { makeHello, NO_CONTENT } from "./hello.ts";
import { DEFAULT_LINK_LIMITS } from "./linkLimits.ts";
import type { Pipe } from "./pipe.ts";
import { WorldEndpoint } from "./worldEndpoint.ts";

const bounds = {
  ...DEFAULT_LINK_LIMITS,
  dropBytes: 2000,
  cutBytes: 10_000,
  beatMs: 10,
  silenceMs: 100,
  helloMs: 50,
  refusedMs: 200,
};
const feed = feedIdOf(7 as RoomId, 2);
const mover = 5 as MoverId;
const delta = new Uint8Array(600).fill(1);
const keyframe = new Uint8Array(700).fill(2);

/** Keeps packets until `deliver`; with `held` they stay on their way and count as backlog. */
class Wire implements Pipe {
  readonly packets: Buffer[] = [];
  backlogBytes = 0;
  cuts = 0;
  #done: (() => void)[] = [];

  send(packet: Buffer, done: () => void): void {
    this.packets.push(Buffer.from(packet));
    this.backlogBytes += packet.length;
    this.#done.push(() => {
      this.backlogBytes -= packet.length;
      done();
    });
  }

  cut(): void {
    this.cuts++;
  }

  /** Takes what is on its way. */
  take(): Buffer[] {
    for (const done of this.#done.splice(0)) done();
    return this.packets.splice(0);
  }
}

class Play {
  readonly tasks: (() => void)[] = [];
  readonly toWorld = new Wire();
  readonly toGateway = new Wire();
  readonly hub: WorldEndpoint;
  readonly peer: GatewayEndpoint;
  readonly world = recordWorld();
  readonly gateway = recordGateway();
  readonly states: boolean[] = [];
  readonly gone: string[] = [];
  readonly unknown: number[] = [];
  nowMs = 0;
  #session = 0;

  constructor(epoch = 10) {
    const schedule = (task: () => void): void => void this.tasks.push(task);
    this.hub = new WorldEndpoint({
      epoch,
      bounds,
      schedule,
      onUnknownSession: (session) => this.unknown.push(session),
    });
    this.peer = new GatewayEndpoint({ id: "g", bounds, schedule, newSession: () => ++this.#session });
    this.hub.serve(this.world.port);
    this.hub.onGatewayGone((id) => this.gone.push(id));
    this.peer.onWorldState((up) => this.states.push(up));
    this.peer.serve(this.gateway.port);
    this.peer.attach(this.toWorld);
  }

  /** Ends the turn of the event loop: scheduled tasks run. */
  turn(): void {
    for (const task of this.tasks.splice(0)) task();
  }

  deliver(): void {
    for (let moved = true; moved; ) {
      this.turn();
      const [up, down] = [this.toWorld.take(), this.toGateway.take()];
      for (const packet of up) this.hub.received(packet, () => this.toGateway);
      for (const packet of down) this.peer.received(packet);
      moved = up.length + down.length + this.tasks.length > 0;
    }
  }

  sweep(ms: number): void {
    this.nowMs += ms;
    this.hub.housekeep(this.nowMs);
    this.peer.housekeep(this.nowMs);
  }
}

const upPlay = (): Play => {
  const play = new Play();
  play.deliver();
  return play;
};

describe("a session", () => {
  it("begins with a hello and a welcome", () => {
    const play = upPlay();
    expect(play.states).toEqual([false, true]);
    expect([...play.hub.gateways]).toEqual(["g"]);
  });

  it("sends everything of one turn as one packet, in order", () => {
    const play = upPlay();
    for (let i = 0; i < 50; i++) play.hub.gateway("g").crossed(i, feed);
    play.turn();
    expect(play.toGateway.packets.length).toBe(1);
    play.deliver();
    expect(play.gateway.said.map(([, id]) => id)).toEqual(Array.from({ length: 50 }, (_, i) => i));
  });

  it("carries asides both ways, among the rest", () => {
    const play = upPlay();
    const heard: unknown[] = [];
    play.hub.sideChannel.onTold((id, text) => heard.push([id, text]));
    play.peer.sideChannel.onTold((text) => heard.push(text));
    play.hub.sideChannel.tell("g", "down");
    play.hub.sideChannel.tell("nobody", "lost");
    play.peer.sideChannel.tell("up");
    play.deliver();
    expect(heard).toEqual([["g", "up"], "down"]);
  });

  it("begins anew on both sides when a batch was lost", () => {
    const play = upPlay();
    play.hub.gateway("g").crossed(1, feed);
    play.turn();
    play.toGateway.take();
    play.hub.gateway("g").unnamed(mover);
    play.deliver();
    expect(play.gateway.said).toEqual([]);
    expect(play.peer.counters.gaps).toBe(1);
    expect(play.gone).toEqual(["g"]);
    expect(play.states).toEqual([false, true, false, true]);
    play.hub.gateway("g").unnamed(mover);
    play.deliver();
    expect(play.gateway.said).toEqual([["unnamed", mover]]);
  });

  it("begins anew when the world missed a batch", () => {
    const play = upPlay();
    play.peer.world.leave("g", 1, mover);
    play.turn();
    play.toWorld.take();
    play.peer.world.leave("g", 1, mover);
    play.deliver();
    expect(play.world.said).toEqual([]);
    expect(play.hub.counters.gaps).toBe(1);
    expect(play.states).toEqual([false, true, false, true]);
  });

  it("finds a lost batch by the next sign of life", () => {
    const play = upPlay();
    play.sweep(1);
    play.hub.gateway("g").crossed(1, feed);
    play.turn();
    play.toGateway.take();
    play.sweep(5);
    play.sweep(20);
    play.deliver();
    expect(play.peer.counters.gaps).toBe(1);
    expect(play.peer.up).toBe(true);
  });

  it("ends when either side says bye", () => {
    const play = upPlay();
    play.peer.bye();
    play.deliver();
    expect(play.gone).toEqual(["g"]);
    const other = upPlay();
    other.hub.endAll(true);
    for (const packet of other.toGateway.take()) other.peer.received(packet);
    expect(other.states).toEqual([false, true, false]);
  });

  it("ends on silence, on both sides", () => {
    const play = upPlay();
    play.sweep(1);
    for (let i = 0; i < 30; i++) {
      play.sweep(10);
      play.toWorld.take();
      play.toGateway.take();
    }
    expect(play.gone).toEqual(["g"]);
    expect(play.states).toEqual([false, true, false]);
  });

  it("lives on signs of life alone", () => {
    const play = upPlay();
    for (let i = 0; i < 100; i++) {
      play.sweep(10);
      play.deliver();
    }
    expect(play.gone).toEqual([]);
    expect(play.states).toEqual([false, true]);
  });

  it("answers a gateway that speaks in a session that is over", () => {
    const play = upPlay();
    play.hub.endAll(false);
    play.peer.world.leave("g", 1, mover);
    play.deliver();
    expect(play.unknown).toEqual([2]);
  });

  it("greets again when a hello or welcome was lost", () => {
    const play = new Play();
    play.toWorld.take();
    play.sweep(1);
    play.sweep(60);
    play.deliver();
    expect(play.peer.up).toBe(true);
  });

  it("is over when the same gateway greets anew", () => {
    const play = upPlay();
    play.hub.received(makeHello(10, 99, { id: "g", content: NO_CONTENT }), () => play.toGateway);
    expect(play.gone).toEqual(["g"]);
    expect([...play.hub.gateways]).toEqual(["g"]);
  });

  it("is over after a malformed message", () => {
    const play = upPlay();
    const packet = Buffer.alloc(PACKET_HEADER_BYTES + 1, 0xff);
    writePacketHeader(packet, { kind: PacketKind.batch, epoch: 10, session: 2, number: 1 });
    expect(() => play.hub.received(packet, () => play.toGateway)).toThrow(/kind 255/);
    expect(play.gone).toEqual(["g"]);
    expect(play.hub.counters.malformed).toBe(1);
  });

  it("tells a gateway that is not there nothing", () => {
    const play = upPlay();
    play.hub.gateway("nobody").crossed(1, feed);
    const { hub } = play;
    const outlet = hub.gateway("g");
    hub.lost(play.toGateway);
    outlet.crossed(1, feed);
    play.turn();
    expect(play.toGateway.packets).toEqual([]);
  });
});

describe("epochs", () => {
  it("a gateway follows a later world and ignores an earlier one", () => {
    const play = upPlay();
    const former = play.toGateway;
    play.hub.gateway("g").crossed(1, feed);
    play.turn();
    const late = former.take();
    play.peer.received(makePacket(PacketKind.summons, 11, 0));
    expect(play.states).toEqual([false, true, false]);
    play.hub.setEpoch(11);
    play.deliver();
    expect(play.states).toEqual([false, true, false, true]);
    for (const packet of late) play.peer.received(packet);
    expect(play.gateway.said).toEqual([]);
    expect(play.peer.counters.stale).toBeGreaterThan(0);
    expect(play.peer.epoch).toBe(11);
  });

  it("a world ignores what was meant for another one", () => {
    const play = upPlay();
    play.peer.world.leave("g", 1, mover);
    play.turn();
    const late = play.toWorld.take();
    play.hub.setEpoch(12);
    for (const packet of late) play.hub.received(packet, () => play.toGateway);
    expect(play.world.said).toEqual([]);
    expect(play.hub.counters.stale).toBe(1);
  });

  it("a world that is not the one lets nobody in", () => {
    const play = new Play(0);
    play.deliver();
    expect(play.peer.up).toBe(false);
    expect([...play.hub.gateways]).toEqual([]);
  });
});

describe("a slow gateway", () => {
  it("is left out of frames, healed by a keyframe, and told every fact", () => {
    const play = upPlay();
    const outlet = play.hub.gateway("g");
    for (let tick = 1; tick <= 6; tick++) {
      outlet.frame(feed, tick as Tick, delta, undefined);
      outlet.named(mover, `t${tick}`);
      play.turn();
    }
    const dropped = play.hub.counters.framesDropped;
    expect(dropped).toBeGreaterThan(0);
    expect(play.toGateway.backlogBytes).toBeLessThan(bounds.dropBytes + 1000);
    play.deliver();
    expect(play.gateway.said.filter(([message]) => message === "named").length).toBe(6);
    expect(play.gateway.said.filter(([message]) => message === "frame").length).toBe(6 - dropped);

    outlet.frame(feed, 7 as Tick, delta, undefined);
    play.deliver();
    expect(play.world.said).toEqual([["wantKeyframe", "g", feed]]);
    play.gateway.said.length = 0;
    outlet.frame(feed, 8 as Tick, delta, keyframe);
    outlet.frame(feed, 9 as Tick, delta, undefined);
    play.deliver();
    expect(play.gateway.said).toEqual([
      ["frame", feed, 8, [...keyframe], [...keyframe]],
      ["frame", feed, 9, [...delta], undefined],
    ]);
  });

  it("is left out of frames while packets wait that waited two sweeps ago, however few bytes they are", () => {
    const play = upPlay();
    const outlet = play.hub.gateway("g");
    outlet.frame(feed, 1 as Tick, Uint8Array.of(1), undefined);
    play.turn();
    play.sweep(5);
    outlet.frame(feed, 2 as Tick, Uint8Array.of(2), undefined);
    play.turn();
    expect(play.hub.counters.framesDropped).toBe(0);
    play.sweep(5);
    outlet.frame(feed, 3 as Tick, Uint8Array.of(3), undefined);
    expect(play.hub.counters.framesDropped).toBe(1);
    play.deliver();
    outlet.frame(feed, 4 as Tick, Uint8Array.of(4), Uint8Array.of(5));
    play.deliver();
    const frames = play.gateway.said.filter(([message]) => message === "frame");
    expect(frames.map(([, , tick]) => tick)).toEqual([1, 2, 4]);
  });

  it("is cut off when even facts pile up", () => {
    const play = upPlay();
    const outlet = play.hub.gateway("g");
    for (let i = 0; i < 400 && play.gone.length === 0; i++) {
      outlet.named(mover, "x".repeat(100));
      play.turn();
    }
    expect(play.gone).toEqual(["g"]);
    expect(play.hub.counters.cutOff).toBe(1);
    expect(play.toGateway.cuts).toBe(1);
    expect(play.toGateway.backlogBytes).toBeLessThanOrEqual(bounds.cutBytes);
  });

  it("a gateway leaves out inputs while the world does not keep up, and keeps who comes and goes", () => {
    const play = upPlay();
    for (let i = 0; i < 300; i++) {
      play.peer.world.input("g", 1, mover, i, 0, 0, 0, 0);
      play.turn();
    }
    play.peer.world.leave("g", 1, mover);
    play.deliver();
    expect(play.peer.counters.inputsDropped).toBeGreaterThan(0);
    expect(play.world.said.at(-1)).toEqual(["leave", "g", 1, mover]);
    expect(play.states).toEqual([false, true]);
  });
});
