// The session between the two endpoints over a wire that the test moves by hand, with any loss, delay and order.

import type { MoverId, RoomId, Tick } from "@doubloon/shared/ids";
import { describe, expect, it } from "vitest";
import {
  LINK_VERSION,
  makePacket,
  PACKET_HEADER_BYTES,
  PacketKind,
  readPacketHeader,
  writePacketHeader,
} from "../codec/packet.ts";
import { feedIdOf } from "../feedId.ts";
import { recordGateway, recordWorld } from "../testing/recordingPorts.ts";
import { GatewayEndpoint } from "./gatewayEndpoint.ts";
import { makeHello, NO_CONTENT } from "./hello.ts";
import { DEFAULT_LINK_LIMITS } from "./linkLimits.ts";
import type { Pipe } from "./pipe.ts";
import { WorldEndpoint } from "./worldEndpoint.ts";

const limits = {
  ...DEFAULT_LINK_LIMITS,
  dropBytes: 2000,
  cutBytes: 10_000,
  keepaliveMs: 10,
  timeoutMs: 100,
  helloRetryMs: 50,
  refusedRetryMs: 200,
};
const feed = feedIdOf(7 as RoomId, 2);
const mover = 5 as MoverId;
const delta = new Uint8Array(600).fill(1);
const keyframe = new Uint8Array(700).fill(2);

/** Keeps packets until `take`; until then they count as backlog. */
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

  /** Takes the packets in flight. */
  take(): Buffer[] {
    for (const done of this.#done.splice(0)) done();
    return this.packets.splice(0);
  }
}

class Play {
  readonly tasks: (() => void)[] = [];
  readonly toWorld = new Wire();
  readonly toGateway = new Wire();
  readonly worldEndpoint: WorldEndpoint;
  readonly gatewayEndpoint: GatewayEndpoint;
  readonly world = recordWorld();
  readonly gateway = recordGateway();
  readonly states: boolean[] = [];
  readonly gone: string[] = [];
  readonly unknown: number[] = [];
  nowMs = 0;
  #session = 0;

  constructor(epoch = 10) {
    const schedule = (task: () => void): void => void this.tasks.push(task);
    this.worldEndpoint = new WorldEndpoint({
      epoch,
      limits,
      schedule,
      onUnknownSession: (session) => this.unknown.push(session),
    });
    this.gatewayEndpoint = new GatewayEndpoint({
      id: "g",
      limits,
      schedule,
      newSession: () => ++this.#session,
    });
    this.worldEndpoint.serve(this.world.port);
    this.worldEndpoint.onGatewayGone((id) => this.gone.push(id));
    this.gatewayEndpoint.onWorldState((up) => this.states.push(up));
    this.gatewayEndpoint.serve(this.gateway.port);
    this.gatewayEndpoint.attach(this.toWorld);
  }

  /** Ends the turn of the event loop, which runs the scheduled tasks. */
  turn(): void {
    for (const task of this.tasks.splice(0)) task();
  }

  deliver(): void {
    for (let moved = true; moved; ) {
      this.turn();
      const [up, down] = [this.toWorld.take(), this.toGateway.take()];
      for (const packet of up) this.worldEndpoint.received(packet, () => this.toGateway);
      for (const packet of down) this.gatewayEndpoint.received(packet);
      moved = up.length + down.length + this.tasks.length > 0;
    }
  }

  housekeep(ms: number): void {
    this.nowMs += ms;
    this.worldEndpoint.housekeep(this.nowMs);
    this.gatewayEndpoint.housekeep(this.nowMs);
  }
}

const upPlay = (): Play => {
  const play = new Play();
  play.deliver();
  return play;
};

describe("a link session", () => {
  it("starts with a hello and a welcome", () => {
    const play = upPlay();
    expect(play.states).toEqual([false, true]);
    expect([...play.worldEndpoint.gateways]).toEqual(["g"]);
  });

  it("sends the messages of one turn as one packet, in order", () => {
    const play = upPlay();
    for (let i = 0; i < 50; i++) play.worldEndpoint.gateway("g").crossed(i, feed);
    play.turn();
    expect(play.toGateway.packets.length).toBe(1);
    play.deliver();
    expect(play.gateway.calls.map(([, id]) => id)).toEqual(Array.from({ length: 50 }, (_, i) => i));
  });

  it("carries side-channel texts both ways", () => {
    const play = upPlay();
    const calls: unknown[] = [];
    play.worldEndpoint.sideChannel.onMessage((id, text) => calls.push([id, text]));
    play.gatewayEndpoint.sideChannel.onMessage((text) => calls.push(text));
    play.worldEndpoint.sideChannel.send("g", "down");
    play.worldEndpoint.sideChannel.send("nobody", "lost");
    play.gatewayEndpoint.sideChannel.send("up");
    play.deliver();
    expect(calls).toEqual([["g", "up"], "down"]);
  });

  it("starts over on both sides when a batch was lost", () => {
    const play = upPlay();
    play.worldEndpoint.gateway("g").crossed(1, feed);
    play.turn();
    play.toGateway.take();
    play.worldEndpoint.gateway("g").unnamed(mover);
    play.deliver();
    expect(play.gateway.calls).toEqual([]);
    expect(play.gatewayEndpoint.counters.gaps).toBe(1);
    expect(play.gone).toEqual(["g"]);
    expect(play.states).toEqual([false, true, false, true]);
    play.worldEndpoint.gateway("g").unnamed(mover);
    play.deliver();
    expect(play.gateway.calls).toEqual([["unnamed", mover]]);
  });

  it("starts over when the world missed a batch", () => {
    const play = upPlay();
    play.gatewayEndpoint.world.leave("g", 1, mover);
    play.turn();
    play.toWorld.take();
    play.gatewayEndpoint.world.leave("g", 1, mover);
    play.deliver();
    expect(play.world.calls).toEqual([]);
    expect(play.worldEndpoint.counters.gaps).toBe(1);
    expect(play.states).toEqual([false, true, false, true]);
  });

  it("detects a lost batch by the next keepalive", () => {
    const play = upPlay();
    play.housekeep(1);
    play.worldEndpoint.gateway("g").crossed(1, feed);
    play.turn();
    play.toGateway.take();
    play.housekeep(5);
    play.housekeep(20);
    play.deliver();
    expect(play.gatewayEndpoint.counters.gaps).toBe(1);
    expect(play.gatewayEndpoint.up).toBe(true);
  });

  it("ends when either side sends a bye", () => {
    const play = upPlay();
    play.gatewayEndpoint.bye();
    play.deliver();
    expect(play.gone).toEqual(["g"]);
    const other = upPlay();
    other.worldEndpoint.endAll(true);
    for (const packet of other.toGateway.take()) other.gatewayEndpoint.received(packet);
    expect(other.states).toEqual([false, true, false]);
  });

  it("times out on both sides", () => {
    const play = upPlay();
    play.housekeep(1);
    for (let i = 0; i < 30; i++) {
      play.housekeep(10);
      play.toWorld.take();
      play.toGateway.take();
    }
    expect(play.gone).toEqual(["g"]);
    expect(play.states).toEqual([false, true, false]);
  });

  it("is kept alive by keepalives alone", () => {
    const play = upPlay();
    for (let i = 0; i < 100; i++) {
      play.housekeep(10);
      play.deliver();
    }
    expect(play.gone).toEqual([]);
    expect(play.states).toEqual([false, true]);
  });

  it("reports a gateway that sends in a link session that is over", () => {
    const play = upPlay();
    play.worldEndpoint.endAll(false);
    play.gatewayEndpoint.world.leave("g", 1, mover);
    play.deliver();
    expect(play.unknown).toEqual([2]);
  });

  it("repeats the hello when a hello or welcome was lost", () => {
    const play = new Play();
    play.toWorld.take();
    play.housekeep(1);
    play.housekeep(60);
    play.deliver();
    expect(play.gatewayEndpoint.up).toBe(true);
  });

  it("is over when the same gateway sends a new hello", () => {
    const play = upPlay();
    play.worldEndpoint.received(makeHello(10, 99, { id: "g", content: NO_CONTENT }), () => play.toGateway);
    expect(play.gone).toEqual(["g"]);
    expect([...play.worldEndpoint.gateways]).toEqual(["g"]);
  });

  it("is over after a malformed message", () => {
    const play = upPlay();
    const packet = Buffer.alloc(PACKET_HEADER_BYTES + 1, 0xff);
    writePacketHeader(packet, { kind: PacketKind.batch, epoch: 10, session: 2, number: 1 });
    expect(() => play.worldEndpoint.received(packet, () => play.toGateway)).toThrow(/kind 255/);
    expect(play.gone).toEqual(["g"]);
    expect(play.worldEndpoint.counters.malformed).toBe(1);
  });

  it("drops messages to a gateway that is not there", () => {
    const play = upPlay();
    play.worldEndpoint.gateway("nobody").crossed(1, feed);
    const { worldEndpoint } = play;
    const sender = worldEndpoint.gateway("g");
    worldEndpoint.lost(play.toGateway);
    sender.crossed(1, feed);
    play.turn();
    expect(play.toGateway.packets).toEqual([]);
  });
});

describe("epochs", () => {
  it("a gateway follows a later world and ignores an earlier one", () => {
    const play = upPlay();
    const previous = play.toGateway;
    play.worldEndpoint.gateway("g").crossed(1, feed);
    play.turn();
    const late = previous.take();
    play.gatewayEndpoint.received(makePacket(PacketKind.worldUp, 11, 0));
    expect(play.states).toEqual([false, true, false]);
    play.worldEndpoint.setEpoch(11);
    play.deliver();
    expect(play.states).toEqual([false, true, false, true]);
    for (const packet of late) play.gatewayEndpoint.received(packet);
    expect(play.gateway.calls).toEqual([]);
    expect(play.gatewayEndpoint.counters.stale).toBeGreaterThan(0);
    expect(play.gatewayEndpoint.epoch).toBe(11);
  });

  it("a world ignores packets for another epoch", () => {
    const play = upPlay();
    play.gatewayEndpoint.world.leave("g", 1, mover);
    play.turn();
    const late = play.toWorld.take();
    play.worldEndpoint.setEpoch(12);
    for (const packet of late) play.worldEndpoint.received(packet, () => play.toGateway);
    expect(play.world.calls).toEqual([]);
    expect(play.worldEndpoint.counters.stale).toBe(1);
  });

  it("a world without the lease accepts no gateway", () => {
    const play = new Play(0);
    play.deliver();
    expect(play.gatewayEndpoint.up).toBe(false);
    expect([...play.worldEndpoint.gateways]).toEqual([]);
  });
});

describe("a slow gateway", () => {
  it("misses frames, recovers by a keyframe, and gets every other message", () => {
    const play = upPlay();
    const sender = play.worldEndpoint.gateway("g");
    for (let tick = 1; tick <= 6; tick++) {
      sender.frame(feed, tick as Tick, delta, undefined);
      sender.named(mover, `t${tick}`);
      play.turn();
    }
    const dropped = play.worldEndpoint.counters.framesDropped;
    expect(dropped).toBeGreaterThan(0);
    expect(play.toGateway.backlogBytes).toBeLessThan(limits.dropBytes + 1000);
    play.deliver();
    expect(play.gateway.calls.filter(([message]) => message === "named").length).toBe(6);
    expect(play.gateway.calls.filter(([message]) => message === "frame").length).toBe(6 - dropped);

    sender.frame(feed, 7 as Tick, delta, undefined);
    play.deliver();
    expect(play.world.calls).toEqual([["wantKeyframe", "g", feed]]);
    play.gateway.calls.length = 0;
    sender.frame(feed, 8 as Tick, delta, keyframe);
    sender.frame(feed, 9 as Tick, delta, undefined);
    play.deliver();
    expect(play.gateway.calls).toEqual([
      ["frame", feed, 8, [...keyframe], [...keyframe]],
      ["frame", feed, 9, [...delta], undefined],
    ]);
  });

  it("misses frames while packets have waited for two housekeeping runs, however few bytes they are", () => {
    const play = upPlay();
    const sender = play.worldEndpoint.gateway("g");
    sender.frame(feed, 1 as Tick, Uint8Array.of(1), undefined);
    play.turn();
    play.housekeep(5);
    sender.frame(feed, 2 as Tick, Uint8Array.of(2), undefined);
    play.turn();
    expect(play.worldEndpoint.counters.framesDropped).toBe(0);
    play.housekeep(5);
    sender.frame(feed, 3 as Tick, Uint8Array.of(3), undefined);
    expect(play.worldEndpoint.counters.framesDropped).toBe(1);
    play.deliver();
    sender.frame(feed, 4 as Tick, Uint8Array.of(4), Uint8Array.of(5));
    play.deliver();
    const frames = play.gateway.calls.filter(([message]) => message === "frame");
    expect(frames.map(([, , tick]) => tick)).toEqual([1, 2, 4]);
  });

  it("is disconnected when even other messages pile up", () => {
    const play = upPlay();
    const sender = play.worldEndpoint.gateway("g");
    for (let i = 0; i < 400 && play.gone.length === 0; i++) {
      sender.named(mover, "x".repeat(100));
      play.turn();
    }
    expect(play.gone).toEqual(["g"]);
    expect(play.worldEndpoint.counters.cutOff).toBe(1);
    expect(play.toGateway.cuts).toBe(1);
    expect(play.toGateway.backlogBytes).toBeLessThanOrEqual(limits.cutBytes);
  });

  it("a gateway drops inputs while the world does not keep up, but no leaves", () => {
    const play = upPlay();
    for (let i = 0; i < 300; i++) {
      play.gatewayEndpoint.world.input("g", 1, mover, i, 0, 0, 0, 0);
      play.turn();
    }
    play.gatewayEndpoint.world.leave("g", 1, mover);
    play.deliver();
    expect(play.gatewayEndpoint.counters.inputsDropped).toBeGreaterThan(0);
    expect(play.world.calls.at(-1)).toEqual(["leave", "g", 1, mover]);
    expect(play.states).toEqual([false, true]);
  });
});

describe("versions", () => {
  const VERSION_AT = 5;
  const ofNextVersion = (packet: Uint8Array): Buffer => {
    const copy = Buffer.from(packet);
    copy.writeUInt8(LINK_VERSION + 1, VERSION_AT);
    return copy;
  };
  const why = `versions differ: link ${LINK_VERSION + 1} at the gateway, ${LINK_VERSION} at the world`;

  it("a world refuses a gateway of another version, and both say why", () => {
    const play = new Play();
    // The first hello does not know the world's epoch: a world-up announcement answers it.
    for (let hello = 0; hello < 2; hello++) {
      for (const packet of play.toWorld.take()) {
        play.worldEndpoint.received(ofNextVersion(packet), () => play.toGateway);
      }
      if (hello === 0)
        for (const packet of play.toGateway.take()) play.gatewayEndpoint.received(ofNextVersion(packet));
    }
    expect([...play.worldEndpoint.gateways]).toEqual([]);
    expect(play.worldEndpoint.counters).toMatchObject({ refused: 1, malformed: 0 });
    const [refusal] = play.toGateway.take();
    play.gatewayEndpoint.received(ofNextVersion(refusal));
    expect([play.gatewayEndpoint.up, play.gatewayEndpoint.refusal]).toEqual([false, why]);
  });

  it("a gateway follows a world of another version, which can then refuse it", () => {
    const play = upPlay();
    play.gatewayEndpoint.received(ofNextVersion(makePacket(PacketKind.worldUp, 11, 0)));
    expect(play.gatewayEndpoint.up).toBe(false);
    const [hello] = play.toWorld.take();
    expect(readPacketHeader(hello)).toMatchObject({ kind: PacketKind.hello, epoch: 11 });
  });

  it("a batch of another version ends the link session", () => {
    const play = upPlay();
    const packet = Buffer.alloc(PACKET_HEADER_BYTES);
    writePacketHeader(packet, { kind: PacketKind.batch, epoch: 10, session: 2, number: 1 });
    expect(() => play.gatewayEndpoint.received(ofNextVersion(packet))).toThrow(
      `link packet of version ${LINK_VERSION + 1}, expected ${LINK_VERSION}`,
    );
    expect(play.gatewayEndpoint.up).toBe(false);
  });
});
