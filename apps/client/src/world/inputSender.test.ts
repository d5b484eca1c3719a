import type { InputSeq, Tick } from "@doubloon/shared/ids";
import { addTicks } from "@doubloon/shared/time";
import { type ClientMessage, decodeClientMessage } from "@doubloon/shared/wire/input";
import { describe, expect, it } from "vitest";
import { InputSender } from "./inputSender.ts";

function makeSender() {
  const messages: ClientMessage[] = [];
  const link = { up: true, pending: 0, seenTick: 5 as Tick };
  const sender = new InputSender({
    send: (bytes) => {
      if (link.up) messages.push(decodeClientMessage(bytes));
      return link.up;
    },
    sent: () => {},
    pending: () => link.pending,
    seenTick: () => link.seenTick,
  });
  return { sender, messages, link };
}

const east = { kind: "heading", heading: 0 } as const;
const south = { kind: "heading", heading: 16 } as const;

describe("InputSender", () => {
  it("N5 sends on change only, numbered from 1, with the tick of the newest frame", () => {
    const { sender, messages } = makeSender();
    sender.setIntent({ kind: "stop" }, 0);
    for (let ms = 0; ms < 1000; ms += 16) sender.setIntent(east, ms);
    sender.setIntent({ kind: "stop" }, 1000);
    expect(messages).toEqual([
      { kind: "heading", heading: 0, seq: 1 as InputSeq, seenTick: 5 },
      { kind: "stop", seq: 2 as InputSeq, seenTick: 5 },
    ]);
  });

  it("sends at most 15 inputs a second and always the last intent", () => {
    const { sender, messages } = makeSender();
    for (let ms = 0; ms < 1000; ms += 5) sender.setIntent({ kind: "heading", heading: (ms / 5) % 64 }, ms);
    sender.flush(1100);
    expect(messages.length).toBeLessThanOrEqual(16);
    expect(messages.at(-1)).toMatchObject({ kind: "heading", heading: 199 % 64 });
  });

  it("sends a walk again after a move to another gateway, where the mover stands, and nothing if nobody walked", () => {
    const walked = makeSender();
    walked.sender.setIntent(east, 0);
    walked.link.up = false;
    const moved = makeSender();
    moved.sender.goOn(walked.sender, true);
    moved.sender.flush(1_000);
    expect(moved.messages).toEqual([{ ...east, seq: 1 as InputSeq, seenTick: 5 }]);

    walked.sender.setIntent({ kind: "stop" }, 1_000);
    const stopped = makeSender();
    stopped.sender.goOn(walked.sender, true);
    stopped.sender.flush(1_000);
    expect(stopped.messages).toEqual([]);

    walked.sender.act({ kind: "dig" }, 2_000);
    const digging = makeSender();
    digging.sender.goOn(walked.sender, true);
    digging.sender.flush(3_000);
    expect(digging.messages).toMatchObject([{ kind: "dig", seq: 1 }]);
  });

  it("drops an intent that was withdrawn before it was sent", () => {
    const { sender, messages } = makeSender();
    sender.setIntent(east, 0);
    sender.setIntent(south, 10);
    sender.setIntent(east, 20);
    sender.flush(1000);
    expect(messages).toHaveLength(1);
  });

  it("waits while as many inputs are pending as acks can tell apart", () => {
    const { sender, messages, link } = makeSender();
    link.pending = 15;
    sender.setIntent(east, 0);
    expect(messages).toHaveLength(0);
    link.pending = 14;
    sender.flush(10);
    expect(messages).toHaveLength(1);
  });

  it("keeps an intent while there is no connection", () => {
    const { sender, messages, link } = makeSender();
    link.up = false;
    sender.setIntent(east, 0);
    link.up = true;
    sender.flush(100);
    expect(messages).toHaveLength(1);
  });

  it("sends the same intent again once it is finished", () => {
    const { sender, messages } = makeSender();
    const point = { kind: "point", x: 300, y: 300 } as const;
    sender.setIntent(point, 0);
    sender.setIntent(point, 100);
    sender.finished();
    sender.setIntent(point, 200);
    expect(messages).toHaveLength(2);
  });

  it("H1 sends an act before the intent that waits, and the intent only if it still differs", () => {
    const { sender, messages } = makeSender();
    sender.setIntent(east, 0);
    sender.act({ kind: "dig" }, 10);
    expect(sender.unsent).toBe(true);
    // The walk that the act ends is not stopped a second time.
    sender.setIntent({ kind: "stop" }, 20);
    sender.flush(100);
    expect(sender.unsent).toBe(false);
    sender.act({ kind: "emote", emote: 17 }, 200);
    sender.setIntent(south, 210);
    sender.flush(300);
    sender.act({ kind: "read" }, 400);
    sender.setIntent(south, 500);
    expect(messages.map(({ kind }) => kind)).toEqual([
      "heading",
      "dig",
      "emote",
      "heading",
      "read",
      "heading",
    ]);
    expect(messages.map((message) => ("seq" in message ? message.seq : 0))).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("a newer act takes the place of one that waits, and acts keep to the limits", () => {
    const { sender, messages, link } = makeSender();
    for (let ms = 0; ms < 1000; ms += 5) sender.act({ kind: "dig" }, ms);
    expect(messages.length).toBeLessThanOrEqual(15);
    link.pending = 15;
    const sent = messages.length;
    sender.act({ kind: "read" }, 2000);
    expect(messages).toHaveLength(sent);
    link.pending = 0;
    sender.act({ kind: "dig" }, 2010);
    sender.flush(2100);
    expect(messages).toHaveLength(sent + 1);
    expect(messages.at(-1)).toMatchObject({ kind: "dig" });
  });

  it("sends an ack every two seconds, and none when an input was sent", () => {
    const { sender, messages, link } = makeSender();
    sender.setIntent(east, 0);
    for (let ms = 100; ms <= 4100; ms += 100) {
      link.seenTick = addTicks(link.seenTick, 1);
      sender.frameSeen(ms);
    }
    expect(messages.map(({ kind }) => kind)).toEqual(["heading", "ack", "ack"]);
  });

  it("N7 acknowledges the last frame once when no more frames come", () => {
    const { sender, messages, link } = makeSender();
    link.seenTick = 6 as Tick;
    sender.frameSeen(0);
    link.seenTick = 9 as Tick;
    sender.frameSeen(1900);
    for (let ms = 2000; ms <= 9000; ms += 250) sender.acknowledge(ms);
    expect(messages).toEqual([
      { kind: "ack", seenTick: 6 },
      { kind: "ack", seenTick: 9 },
    ]);
  });

  it("I4 requests a keyframe once until one arrives", () => {
    const { sender, messages } = makeSender();
    sender.frameSeen(0);
    for (let ms = 0; ms < 1000; ms += 100) sender.gap(ms);
    expect(messages.filter(({ kind }) => kind === "resync")).toHaveLength(1);
    sender.frameSeen(1000);
    sender.gap(1100);
    expect(messages.filter(({ kind }) => kind === "resync")).toHaveLength(2);
  });
});
