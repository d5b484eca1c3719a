import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { openPrimaryChannel, type ParentProcess } from "./primaryChannel.ts";

class FakeParent extends EventEmitter implements ParentProcess {
  readonly sent: unknown[] = [];
  failure: Error | null = null;

  send(
    message: unknown,
    _handle: undefined,
    _options: undefined,
    done: (error: Error | null) => void,
  ): boolean {
    this.sent.push(message);
    setImmediate(done, this.failure);
    return true;
  }
}

const message = { is: "listening", url: "http://127.0.0.1/" } as const;

test("a message is sent once the channel has taken it", async () => {
  const parent = new FakeParent();
  const lost: Error[] = [];
  const channel = openPrimaryChannel((error) => void lost.push(error), parent);
  await channel.send(message);
  expect([parent.sent, lost]).toEqual([[message], []]);
});

test("a message to a primary that is gone harms nothing and ends the process once", async () => {
  const parent = new FakeParent();
  const lost: Error[] = [];
  const channel = openPrimaryChannel((error) => void lost.push(error), parent);
  parent.failure = new Error("write EPIPE");
  await Promise.all([channel.send(message), channel.send(message)]);
  // Without a listener, this would throw.
  parent.emit("error", new Error("write EPIPE"));
  await channel.send(message);
  expect(lost).toEqual([parent.failure]);
  expect(parent.sent.length).toBe(2);
});
