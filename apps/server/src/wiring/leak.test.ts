// The places of caches that are not found, and the secret of a hunt, are in nothing that leaves the world's process: not in
// what 50 players were sent, not in logs, metrics or the console.
import { randomBytes } from "node:crypto";
import { MIN_HINT_TILES } from "@doubloon/shared/fair/plan/hintArea";
import { FIRST_MARK } from "@doubloon/shared/hunt/marks";
import type { AdminCache } from "@doubloon/shared/protocol/adminHunts";
import type { GameContent } from "@doubloon/shared/protocol/events";
import { WireKind } from "@doubloon/shared/wire/kinds";
import { READING_BYTES } from "@doubloon/shared/wire/reading";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openConsole, signIn } from "./testing/console.ts";
import { type Hunter, openHunter, qa } from "./testing/hunter.ts";
import { placeInBytes, placeInJson, placeInText, secretIn } from "./testing/leakSearch.ts";
import { type ServerProcess, startServerProcess } from "./testing/serverProcess.ts";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 });
const until = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: 60_000, interval: 50 });

const PLAYERS = 50;
const map = { widthTiles: 512 };
const place = { tileX: 346, tileY: 402 };
const secret = Buffer.from(`${"00".repeat(28)}decade99`, "hex");

describe("the search finds a place that is planted", () => {
  it.each([
    [{ cache: { tileX: 346, tileY: 402 } }],
    [{ at: [402, 346] }],
    [{ x: 346 * 256 + 128, y: 402 * 256 + 128 }],
    [{ x: 346 * 256, y: 402 * 256 }],
    [{ room: 25 * 32 + 21, offset: 2 * 16 + 10 }],
    [[1, [402 * 512 + 346]]],
    [{ line: "it lies at 346, 402" }],
  ])("in the message %o", (message) => {
    expect(placeInJson(message, place, map)).toBeDefined();
    expect(placeInJson({ more: message }, place, map)).toBeDefined();
    expect(placeInJson({ more: message }, { tileX: 345, tileY: 402 }, map)).toBeUndefined();
  });

  it.each([
    ["5a01 9201"],
    ["015a 0192"],
    ["805a0100 80920100"],
    ["00015a80 00019280"],
    ["5a250300"],
    ["0003255a"],
  ])("in the bytes %s", (hex) => {
    const bytes = Buffer.from(`07${hex.replaceAll(" ", "")}ff`, "hex");
    expect(placeInBytes(bytes, place, map)).toBeDefined();
    expect(placeInBytes(bytes, { tileX: 347, tileY: 402 }, map)).toBeUndefined();
  });

  it("in a line of a log, and the secret in any form", () => {
    expect(placeInText('{"x":346,"y":402}', place, map)).toBeDefined();
    expect(placeInText("1346 402", place, map)).toBeUndefined();
    for (const sent of [secret.toString("hex").toUpperCase(), secret.toString("base64"), secret])
      expect(secretIn(sent, secret)).toBeDefined();
    expect(secretIn("decade", secret)).toBeUndefined();
  });
});

let server: ServerProcess | undefined;
let hunters: Hunter[] = [];
afterEach(async () => {
  for (const hunter of hunters) hunter.close();
  hunters = [];
  await server?.stop();
  server = undefined;
});

it(`${PLAYERS} players, the log, metrics and the console learn no place before it is found, and no secret`, async () => {
  server = await startServerProcess("--qa", "--log-level", "debug", "--exempt-loopback");
  const { url, opsUrl } = server;
  await qa(url, "schedule", { on: false });
  const console = openConsole(url, await signIn(url, server.gameMaster));
  const shown: unknown[] = [];
  console.socket.onAny((...message) => shown.push(message));
  console.socket.emit("watchMap", true);
  hunters = Array.from({ length: PLAYERS }, (_, i) => openHunter(url, `Hunter ${i}`));
  await until(() => {
    for (const { heard } of hunters) expect(heard.welcomes.length).toBeGreaterThan(0);
  });
  const hidden = randomBytes(32);
  const { number } = await qa<{ number: number }>(url, "hunts", {
    definition: "governors-silver",
    announceSeconds: 60,
    countdownSeconds: 5,
    waveSeconds: [60, 60],
    clues: { piece: true, turned: true, riddleSeconds: 5, hintSeconds: 10 },
    minCaches: 16,
    secret: hidden.toString("hex"),
  });
  await until(() => {
    for (const { heard } of hunters) expect(heard.hunter?.hunt).toBe(number);
  });
  const phase = () => hunters[0].heard.hunts?.hunts.find(({ hunt }) => hunt === number);
  await qa(url, "clock", { speed: 20 });
  await until(() => expect(phase()?.phase).toBe("running"));
  await qa(url, "clock", { speed: 4 });
  const caches = async (): Promise<readonly AdminCache[]> =>
    (await qa<{ caches: readonly AdminCache[] }>(url, `hunts/${number}/caches`)).caches;
  const metrics: string[] = [];
  /** A player is set down on a cache and digs it up, beside the others who do what players do. */
  async function digUp(digger: Hunter): Promise<void> {
    const path = `players/${encodeURIComponent(digger.name)}`;
    const taken = new Set(dug);
    const target = (await caches()).find(
      ({ state, wave, index }) => state === "hidden" && wave === 0 && !taken.has(index),
    );
    if (target === undefined) return;
    dug.push(target.index);
    await qa(url, path, { tileX: target.tileX, tileY: target.tileY });
    await until(async () => expect(await qa(url, path)).toMatchObject({ tileX: target.tileX }));
    digger.send({ kind: "dig" });
    await until(async () =>
      expect((await caches()).find(({ index }) => index === target.index)?.state).toBe("found"),
    );
  }
  const dug: number[] = [];
  const [first, second, ...others] = hunters;
  const digging = Promise.all([digUp(first), digUp(second)]);
  for (let turn = 0; turn < 24; turn++) {
    for (const [i, hunter] of others.entries()) {
      const act = (i + Math.floor(turn / 4)) % 4;
      if (turn % 4 === 0 && act === 0) hunter.send({ kind: "heading", heading: (i * 7 + turn * 11) % 64 });
      else if (turn % 4 === 0) hunter.send({ kind: "stop" });
      else if (act === 1) hunter.send({ kind: "read" });
      else if (act === 2 && turn % 4 === 1) hunter.send({ kind: "dig" });
    }
    metrics.push(await (await fetch(`${opsUrl}metrics`)).text());
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  await digging;
  await until(() => expect(others[0].heard.finds.length).toBeGreaterThan(0));
  await qa(url, "clock", { speed: 0 });
  expect(phase()?.phase).toBe("running");
  const left = (await caches()).filter(({ state }) => state === "hidden");
  expect(left.length).toBeGreaterThan(2);
  expect(hunters.flatMap(({ heard }) => heard.readings).length).toBeGreaterThan(20);
  for (const kind of ["piece", "riddle", "hint"])
    expect(hunters.some(({ heard }) => heard.clues.some((clue) => clue.kind === kind))).toBe(true);
  const content = new URL(hunters[0].heard.welcomes[0].contentUrl, url);
  const { map: known } = (await (await fetch(content)).json()) as GameContent;

  const leaks: string[] = [];
  let events = 0;
  const report = (where: string, why: string | undefined): void => {
    if (why !== undefined) leaks.push(`${where}: ${why}`);
  };
  const texts = [server.log(), ...metrics, JSON.stringify(shown)];
  for (const [i, text] of texts.entries()) report(`text ${i}`, secretIn(text, hidden));
  for (const cache of left) {
    for (const [i, text] of texts.entries()) report(`text ${i}`, placeInText(text, cache, known));
    report("console", placeInJson(shown, cache, known));
    for (const { name, lying } of hunters) {
      const kind = lying.get(`${cache.tileX} ${cache.tileY}`) ?? 0;
      if (kind >= FIRST_MARK) report(name, `mark ${kind} on a cache that was not struck`);
    }
  }
  for (const { name, received } of hunters) {
    for (const message of received) {
      report(name, secretIn(message, hidden));
      if (typeof message !== "string") {
        if (message[0] === WireKind.reading && message.length !== READING_BYTES)
          report(name, `a reading of ${message.length} bytes`);
        // Frames are read by what they mean, above: positions of players and loot are everywhere.
        if (message[0] === WireKind.delta || message[0] === WireKind.keyframe) continue;
        for (const cache of left) report(name, placeInBytes(message, cache, known));
        continue;
      }
      // Socket.IO's events are their packet type and an array; the rest is text.
      const payload: unknown = /^\d+\[/.test(message) ? JSON.parse(message.replace(/^\d+/, "")) : message;
      if (Array.isArray(payload)) events++;
      const award = Array.isArray(payload) && payload[0] === "award" && payload[1].kind < FIRST_MARK;
      if (award) continue;
      // A hint's area may begin on the cache's tile by chance, like on any other of its tiles; it is checked below.
      for (const cache of left) report(name, placeInJson(payload, cache, known, ["layers", "area"]));
    }
  }
  for (const clue of hunters.flatMap(({ heard }) => heard.clues)) {
    if (clue.kind !== "hint") continue;
    expect(clue.area.width * clue.area.height).toBeGreaterThanOrEqual(MIN_HINT_TILES);
  }
  expect(events).toBeGreaterThan(PLAYERS * 10);
  expect(leaks).toEqual([]);
  console.socket.disconnect();
});
