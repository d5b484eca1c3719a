import type { InputSeq, Tick } from "@doubloon/shared/ids";
import { addTicks } from "@doubloon/shared/time";
import { type ClientMessage, decodeClientMessage } from "@doubloon/shared/wire/input";
import { describe, expect, it } from "vitest";
import { InputSender } from "./inputSender.ts";

function makeSender() {
  const messages: ClientMessage[] = [];
  const line = { up: true, pending: 0, seenTick: 5 as Tick };
  const sender = new InputSender({
    send: (bytes) => {
      if (line.up) messages.push(decodeClientMessage(bytes));
      return line.up;
    },
    sent: () => {},
    pending: () => line.pending,
    seenTick: () => line.seenTick,
  });
  return { sender, messages, line };
}

const east = { kind: "heading", heading: 0 } as const;
const south = { kind: "heading", heading: 16 } as const;

describe("InputSender", () => {
  it("N5 sends on change only, numbered from 1, with the newest frame's tick", () => {
    const { sender, messages } = makeSender();
    sender.want({ kind: "stop" }, 0);
    for (let ms = 0; ms < 1000; ms += 16) sender.want(east, ms);
    sender.want({ kind: "stop" }, 1000);
    expect(messages).toEqual([
      { kind: "heading", heading: 0, seq: 1 as InputSeq, seenTick: 5 },
      { kind: "stop", seq: 2 as InputSeq, seenTick: 5 },
    ]);
  });

  it("sends at most 15 a second and ends with the last wish", () => {
    const { sender, messages } = makeSender();
    for (let ms = 0; ms < 1000; ms += 5) sender.want({ kind: "heading", heading: (ms / 5) % 64 }, ms);
    sender.flush(1100);
    expect(messages.length).toBeLessThanOrEqual(16);
    expect(messages.at(-1)).toMatchObject({ kind: "heading", heading: 199 % 64 });
  });

  it("drops a wish that was taken back before it left", () => {
    const { sender, messages } = makeSender();
    sender.want(east, 0);
    sender.want(south, 10);
    sender.want(east, 20);
    sender.flush(1000);
    expect(messages).toHaveLength(1);
  });

  it("waits while as many inputs are unanswered as can be told apart", () => {
    const { sender, messages, line } = makeSender();
    line.pending = 15;
    sender.want(east, 0);
    expect(messages).toHaveLength(0);
    line.pending = 14;
    sender.flush(10);
    expect(messages).toHaveLength(1);
  });

  it("keeps a wish while the line is down", () => {
    const { sender, messages, line } = makeSender();
    line.up = false;
    sender.want(east, 0);
    line.up = true;
    sender.flush(100);
    expect(messages).toHaveLength(1);
  });

  it("sends the same wish again once it is spent", () => {
    const { sender, messages } = makeSender();
    const point = { kind: "point", x: 300, y: 300 } as const;
    sender.want(point, 0);
    sender.want(point, 100);
    sender.spent();
    sender.want(point, 200);
    expect(messages).toHaveLength(2);
  });

  it("acknowledges alone every two seconds, and not when an input has", () => {
    const { sender, messages, line } = makeSender();
    sender.want(east, 0);
    for (let ms = 100; ms <= 4100; ms += 100) {
      line.seenTick = addTicks(line.seenTick, 1);
      sender.frameSeen(ms);
    }
    expect(messages.map(({ kind }) => kind)).toEqual(["heading", "ack", "ack"]);
  });

  it("N7 acknowledges a frame after which none comes, once", () => {
    const { sender, messages, line } = makeSender();
    line.seenTick = 6 as Tick;
    sender.frameSeen(0);
    line.seenTick = 9 as Tick;
    sender.frameSeen(1900);
    for (let ms = 2000; ms <= 9000; ms += 250) sender.acknowledge(ms);
    expect(messages).toEqual([
      { kind: "ack", seenTick: 6 },
      { kind: "ack", seenTick: 9 },
    ]);
  });

  it("I4 asks once for a keyframe until one has come", () => {
    const { sender, messages } = makeSender();
    sender.frameSeen(0);
    for (let ms = 0; ms < 1000; ms += 100) sender.gap(ms);
    expect(messages.filter(({ kind }) => kind === "resync")).toHaveLength(1);
    sender.frameSeen(1000);
    sender.gap(1100);
    expect(messages.filter(({ kind }) => kind === "resync")).toHaveLength(2);
  });
});
