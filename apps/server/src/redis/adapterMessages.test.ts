import { expect, it } from "vitest";
import { AdapterMessages } from "./adapterMessages.ts";
import { ClusterKey } from "./clusterKey.ts";

const key = new ClusterKey(new Uint8Array(32).fill(1));
const DAY_MS = 86_400_000;
const open = (nowMs = DAY_MS) => new AdapterMessages(key, () => nowMs);

it("accepts another machine's message, on its channel, once", () => {
  const [one, other] = [open(), open()];
  const sealed = one.seal("orders", "announce");
  expect(other.open("answers", sealed)).toBe("unauthenticated");
  expect(other.open("orders", sealed)).toEqual(Buffer.from("announce"));
  expect(other.open("orders", sealed)).toBe("replayed");
  expect(other.open("orders", one.seal("orders", Buffer.from("kick")))).toEqual(Buffer.from("kick"));
});

it("rejects another key, a changed byte, and messages that are too short or too long", () => {
  const sealed = open().seal("orders", "announce");
  const stranger = new AdapterMessages(new ClusterKey(new Uint8Array(32).fill(2)), () => DAY_MS);
  expect(stranger.open("orders", sealed)).toBe("unauthenticated");
  sealed[30] ^= 1;
  expect(open().open("orders", sealed)).toBe("unauthenticated");
  expect(open().open("orders", Buffer.from("{}"))).toBe("unreadable");
  expect(open().open("orders", Buffer.alloc(2 ** 21))).toBe("unreadable");
});

it("a process that starts later rejects a recorded message", () => {
  const sealed = open(0).seal("orders", "kick");
  expect(open(DAY_MS).open("orders", sealed)).toBe("replayed");
});
