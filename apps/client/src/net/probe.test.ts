import { describe, expect, it } from "vitest";
import { PROBE_TIMEOUT_MS, Probe } from "./probe.ts";

function makeProbe() {
  const line = { nowMs: 0, connected: true, answers: [] as (() => void)[], measured: [] as number[] };
  const probe = new Probe({
    send(answered) {
      if (line.connected) line.answers.push(answered);
      return line.connected;
    },
    nowMs: () => line.nowMs,
    measured: (ms) => line.measured.push(ms),
  });
  return { line, probe };
}

describe("Probe", () => {
  it("measures the time until the answer arrives", () => {
    const { line, probe } = makeProbe();
    probe.tick();
    line.nowMs = 30;
    line.answers[0]();
    expect(line.measured).toEqual([30]);
  });

  it("has at most one probe in flight", () => {
    const { line, probe } = makeProbe();
    probe.tick();
    line.nowMs = PROBE_TIMEOUT_MS - 1;
    probe.tick();
    expect(line.answers.length).toBe(1);
  });

  it("sends the next probe after one has timed out", () => {
    const { line, probe } = makeProbe();
    probe.tick();
    line.nowMs = PROBE_TIMEOUT_MS;
    probe.tick();
    expect(line.answers.length).toBe(2);
    line.nowMs += 20;
    line.answers[1]();
    expect(line.measured).toEqual([20]);
  });

  it("ignores an answer to a probe that has timed out", () => {
    const { line, probe } = makeProbe();
    probe.tick();
    line.nowMs = PROBE_TIMEOUT_MS;
    probe.tick();
    line.answers[0]();
    expect(line.measured).toEqual([]);
    line.nowMs += 10;
    line.answers[1]();
    line.answers[1]();
    expect(line.measured).toEqual([10]);
  });

  it("starts over on a new connection, and waits while there is none", () => {
    const { line, probe } = makeProbe();
    probe.tick();
    probe.reset();
    line.connected = false;
    probe.tick();
    line.connected = true;
    probe.tick();
    expect(line.answers.length).toBe(2);
    line.nowMs = 5;
    line.answers[0]();
    line.answers[1]();
    expect(line.measured).toEqual([5]);
  });
});
