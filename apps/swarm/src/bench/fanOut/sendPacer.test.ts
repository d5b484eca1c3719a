import { describe, expect, it, vi } from "vitest";
import { startSendPacer } from "./sendPacer.ts";

describe("the send pacer", () => {
  it.each([400, Number.POSITIVE_INFINITY])(
    "sends the rooms in turn at %d a second",
    async (roomsPerSecond) => {
      const sent: number[] = [];
      const running = startSendPacer(roomsPerSecond, 3, (room) => sent.push(room));
      await vi.waitFor(() => expect(sent.length).toBeGreaterThan(20), { timeout: 20_000 });
      running.stop();
      expect(sent.every((room, i) => room === i % 3)).toBe(true);
      const { length } = sent;
      await new Promise((resolve) => setImmediate(resolve));
      expect(sent.length).toBe(length);
    },
  );
});
