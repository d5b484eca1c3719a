// The places of caches that are not found, and the keys of a hunt, are in nothing that leaves the world's process: not in what
// players were sent, not in what the server prints, not in metrics or pages, and not at a console without the right to places.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addNonce, firstEntropy, masterKey, subKey } from "@doubloon/shared/fair/entropy";
import { announcementHash, type FairLog } from "@doubloon/shared/fair/log";
import { hintArea } from "@doubloon/shared/fair/plan/hintArea";
import type { TileRect } from "@doubloon/shared/hunt/definition";
import { Mark } from "@doubloon/shared/hunt/marks";
import type { AdminCache } from "@doubloon/shared/protocol/adminHunts";
import type { GameContent } from "@doubloon/shared/protocol/events";
import { GATEWAY_ROWS, SAMPLE_ROWS } from "@doubloon/shared/protocol/figures";
import type { Clue } from "@doubloon/shared/protocol/huntEvents";
import { CHUNK_TILES } from "@doubloon/shared/space";
import { TICK_HZ } from "@doubloon/shared/time";
import { WireKind } from "@doubloon/shared/wire/kinds";
import { decodeReading, encodeReading } from "@doubloon/shared/wire/reading";
import { decodeSelf, encodeSelf } from "@doubloon/shared/wire/self";
import { afterEach, expect, it, vi } from "vitest";
import { runGameMasterCommand } from "../admin/gameMasterCommand.ts";
import { loadHunts } from "../content/hunts/loadHunts.ts";
import { openConsole, signIn, type TestConsole } from "./testing/console.ts";
import { askEverything } from "./testing/consoleQuestions.ts";
import { type Hunter, openHunter, qa } from "./testing/hunter.ts";
import { keyIn, PlaceSearch } from "./testing/leakSearch.ts";
import { type ServerProcess, startServerProcess } from "./testing/serverProcess.ts";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 });
const until = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: 60_000, interval: 50 });

/** Land whose columns and rows are different numbers, none of which an unrelated field has by chance. */
const ZONE = { x: 400, y: 272, width: 96, height: 96 };
const HUNT = {
  definition: "governors-silver",
  zone: { rect: ZONE },
  announceSeconds: 30,
  countdownSeconds: 5,
  waveSeconds: [600, 600],
  clues: { piece: true, turned: true, riddleSeconds: 5, hintSeconds: 10 },
  minCaches: 16,
  maxCaches: 16,
};
const UNTIL_RUNNING_TICKS = (HUNT.announceSeconds + HUNT.countdownSeconds) * TICK_HZ;
/** The world's speed while it is hunted, and the ticks from one thing that all players do to the next. */
const SPEED = 5;
const TURN_TICKS = 20;
const MAX_TURNS = 400;
/**
 * Marks that only a cache leaves. Holes and glints lie on any tile: a hole also above a cache of a later wave, a glint of the
 * day wherever it was drawn.
 */
const CACHE_MARKS: ReadonlySet<number> = new Set([Mark.struck, Mark.opened, Mark.great]);
/**
 * Fields that have any value: ticks, the seconds of a dry run, the numbers of processes. One of them and a count beside it are
 * now and then the number of a chunk and an offset in it.
 */
const TIMES: ReadonlySet<string> = new Set([
  ...["tick", "phaseEnds", "ends", "nextCharge", "readingFrom", "retuneFrom", "toolUntil", "toolFrom"],
  ...["firstFindSeconds", "medianFindSeconds", "pid"],
]);
/** What is counted each second, or of a connection, has its own names, and any value. */
const FIGURES = new Set([
  ...[...TIMES, ...Object.keys(SAMPLE_ROWS), ...Object.keys(GATEWAY_ROWS)],
  ...["rttMs", "droppedFrames", "behindTicks"],
]);

let server: ServerProcess | undefined;
let hunters: Hunter[] = [];
const consoles: TestConsole[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const { socket } of consoles.splice(0)) socket.disconnect();
  for (const hunter of hunters.splice(0)) hunter.close();
  await server?.stop();
  server = undefined;
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** A game master without the right to places. */
async function addGameMaster(data: string): Promise<{ name: string; password: string }> {
  const { text } = await runGameMasterCommand(["add", "anne"], data);
  const [, name, password] = /^The game master is (\S+), the password (\S+)/.exec(text) ?? [];
  return { name, password };
}

/** What everybody can fetch. The content's address is in every player's welcome. */
const pagesOf = (contentUrl: string, opsUrl: string): readonly string[] => [
  "hunts.json",
  "hunts/1.json",
  "season.json",
  "fair/log.json",
  "healthz",
  "queue",
  contentUrl.slice(1),
  ...["metrics", "livez", "readyz"].map((path) => opsUrl + path),
];

it.each([
  { flags: [], players: 50 },
  { flags: ["--gateways", "2"], players: 10 },
])(
  "what $players players, consoles, pages and logs are given names no cache that is not found, with flags $flags",
  async ({ flags, players }) => {
    const data = await mkdtemp(join(tmpdir(), "doubloon-leak-"));
    folders.push(data);
    const started = await startServerProcess(
      ...["--qa", "--hunts", "off", "--log-level", "debug", "--exempt-loopback", "--data", data],
      ...flags,
    );
    server = started;
    const { url, opsUrl } = started;
    const shown: unknown[] = [];
    for (const gameMaster of [started.gameMaster, await addGameMaster(data)]) {
      const console = openConsole(url, await signIn(url, gameMaster));
      console.socket.onAny((...message) => shown.push(message));
      console.socket.emit("watchMap", true);
      consoles.push(console);
    }
    hunters = Array.from({ length: players }, (_, i) => openHunter(url, `Hunter ${i}`));
    await until(() => {
      for (const { heard } of hunters) expect(heard.welcomes.length).toBeGreaterThan(0);
    });
    const { contentUrl } = hunters[0].heard.welcomes[0];
    const { map: known } = (await (await fetch(new URL(contentUrl, url))).json()) as GameContent;
    const mapParts = () => Promise.all(mapPages(known.url).map((path) => text(new URL(path, url))));
    const mapBefore = await mapParts();

    const secret = crypto.getRandomValues(Buffer.alloc(32));
    const { number } = await qa<{ number: number }>(url, "hunts", {
      ...HUNT,
      secret: secret.toString("hex"),
    });
    await until(() => {
      for (const { heard } of hunters) expect(heard.hunter?.hunt).toBe(number);
    });
    await qa(url, "clock", { speed: SPEED, stepTicks: UNTIL_RUNNING_TICKS });
    const phase = () => hunters[0].heard.hunts?.hunts.find(({ hunt }) => hunt === number)?.phase;
    await until(() => expect(phase()).toBe("running"));
    const caches = async (): Promise<readonly AdminCache[]> =>
      (await qa<{ caches: readonly AdminCache[] }>(url, `hunts/${number}/caches`)).caches;

    /** A player is set down on a cache and digs it up, beside the others who do what players do. */
    async function digUp(digger: Hunter, nth: number): Promise<void> {
      const path = `players/${encodeURIComponent(digger.name)}`;
      const open = (await caches()).filter(({ wave }) => wave === 0);
      const target = open[nth];
      await qa(url, path, { tileX: target.tileX, tileY: target.tileY });
      await until(async () =>
        expect(await qa(url, path)).toMatchObject({ tileX: target.tileX, tileY: target.tileY }),
      );
      digger.send({ kind: "dig" });
      await until(async () =>
        expect((await caches()).find(({ index }) => index === target.index)?.state).toBe("found"),
      );
    }
    const [first, second, ...others] = hunters;
    const digging = Promise.all([digUp(first, 0), digUp(second, 1)]);
    const pages: string[] = [];
    /** Whether all kinds of messages have been sent, also after the finds were told. */
    const enough = (): boolean =>
      others[0].heard.finds.length >= 2 &&
      hunters.flatMap(({ heard }) => heard.readings).length > 20 &&
      (["piece", "riddle", "hint"] as const).every((kind) =>
        hunters.some(({ heard }) => heard.clues.some((clue) => clue.kind === kind)),
      );
    let asked: Promise<unknown> | undefined;
    let tick = await tickOf(url);
    for (let turn = 0; turn < MAX_TURNS && !(asked !== undefined && enough()); turn++) {
      for (const [i, hunter] of others.entries()) act(hunter, i, turn);
      for (const page of pagesOf(contentUrl, opsUrl)) pages.push(await text(new URL(page, url)));
      const next = tick + TURN_TICKS;
      await until(async () => {
        tick = await tickOf(url);
        expect(tick).toBeGreaterThanOrEqual(next);
      });
      if (turn === 2) asked = askAll(number).then((answers) => shown.push(...answers));
    }
    await digging;
    await asked;
    expect(enough()).toBe(true);
    await qa(url, "clock", { speed: 0 });
    expect(phase()).toBe("running");
    const left = (await caches()).filter(({ state }) => state === "hidden");
    expect(left.length).toBeGreaterThan(10);
    expect(await mapParts()).toEqual(mapBefore);

    const leaks = new Set<string>();
    const report = (where: string, why: string | undefined): void => {
      if (why !== undefined) leaks.add(`${where}: ${why}`);
    };
    const search = new PlaceSearch(left, known);
    const keys = await keysOf(number, secret);
    const anyKey = (where: string, sent: string | Uint8Array): void => {
      for (const [name, key] of keys) report(`${where}, key ${name}`, keyIn(sent, key));
    };
    for (const line of new Set(started.printed().split("\n"))) {
      report("the log", search.inText(line));
      anyKey("the log", line);
    }
    for (const page of new Set(pages)) {
      anyKey("a page", page);
      if (page.startsWith("{")) report("a page", search.inJson(withoutKnown(JSON.parse(page)), TIMES));
      // The values of metrics are counts; their names and labels are what may say something.
      else
        for (const line of new Set(page.split("\n")))
          report("metrics", search.inText(line.replace(/\s\S+$/, "")));
    }
    for (const message of shown) report("a console", search.inJson(withoutKnown(message), FIGURES));
    anyKey("a console", JSON.stringify(shown));

    let events = 0;
    const looked = new Set<string>();
    for (const { name, received, lying } of hunters) {
      for (const { tileX, tileY } of left) {
        const kind = lying.get(`${tileX} ${tileY}`) ?? 0;
        if (CACHE_MARKS.has(kind)) report(name, `mark ${kind} on a cache that was not struck`);
      }
      for (const message of received) {
        if (typeof message === "string") {
          // Socket.IO's events are their packet type and an array; the rest is text.
          if (/^\d+\[/.test(message)) events++;
          if (looked.has(message)) continue;
          looked.add(message);
          anyKey(name, message);
          report(name, /^\d+\[/.test(message) ? inEvent(message, search) : search.inText(message));
        } else report(name, inBinary(message));
        if (typeof message !== "string") anyKey(name, message);
      }
    }
    expect(events).toBeGreaterThan(players * 10);
    expect([...leaks]).toEqual([]);
  },
);

/** What players do: walk, stand, read, dig. */
function act(hunter: Hunter, i: number, turn: number): void {
  const part = (i + Math.floor(turn / 4)) % 4;
  if (turn % 4 === 0 && part === 0) hunter.send({ kind: "heading", heading: (i * 7 + turn * 11) % 64 });
  else if (turn % 4 === 0) hunter.send({ kind: "stop" });
  else if (part === 1) hunter.send({ kind: "read" });
  else if (part === 2 && turn % 4 === 1) hunter.send({ kind: "dig" });
}

const text = async (url: URL): Promise<string> => (await fetch(url)).text();
const tickOf = async (url: string): Promise<number> => (await qa<{ tick: number }>(url, "clock", {})).tick;

/** The map's description, and the part of it where the hunt is. */
function mapPages(mapUrl: string): string[] {
  const base = mapUrl.slice(0, mapUrl.lastIndexOf("/") + 1);
  const pages = [mapUrl];
  for (let x = ZONE.x; x < ZONE.x + ZONE.width; x += CHUNK_TILES)
    for (let y = ZONE.y; y < ZONE.y + ZONE.height; y += CHUNK_TILES)
      pages.push(`${base}chunks/${x / CHUNK_TILES}/${y / CHUNK_TILES}`);
  return pages;
}

/** The console without the right asks for everything. */
async function askAll(hunt: number): Promise<unknown[]> {
  const [, console] = consoles;
  const [definition] = await loadHunts(join(import.meta.dirname, "../../../../content/hunts"));
  const free = { tileX: ZONE.x - 100, tileY: ZONE.y };
  const answers = await askEverything(console, { hunt, other: hunt + 1, free, definition });
  expect(console.socket.connected).toBe(true);
  for (const event of ["huntCaches", "huntResults"])
    expect(answers.find((one) => one.event === event)?.answer).toMatchObject({ ok: false });
  for (const event of ["huntDefinitions", "dryRun", "announce"])
    expect(answers.find((one) => one.event === event)?.answer).toMatchObject({ ok: true });
  return answers;
}

/** The hunt's secret, and every key that follows from it. */
async function keysOf(number: number, secret: Buffer): Promise<[string, Uint8Array][]> {
  const log = (await (await fetch(new URL("fair/log.json", server!.url))).json()) as FairLog;
  const bodies = log.entries.map(({ body }) => body).filter(({ hunt }) => hunt === number);
  const announced = bodies.find((body) => body.type === "announced")!;
  const sealed = bodies.find((body) => body.type === "sealed")!;
  const master = masterKey(
    secret,
    sealed.nonces.reduce(addNonce, firstEntropy()),
    announcementHash(announced),
  );
  const labels = ["placement", "tiers", "phantoms", "noise", "mimics", "hints", "ties", "salts"] as const;
  return [
    ["secret", secret],
    ["master", master],
    ...labels.map((label): [string, Uint8Array] => [label, subKey(master, label)]),
  ];
}

/** A message without the zone, which is known before there are any places. */
function withoutKnown(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null), (key, part: unknown) =>
    (key === "zone" || key === "rect") && JSON.stringify(part) === JSON.stringify(ZONE) ? "the zone" : part,
  );
}

/** What gives a place away in a Socket.IO event. */
function inEvent(message: string, search: PlaceSearch): string | undefined {
  const event = withoutKnown(JSON.parse(message.replace(/^\d+/, ""))) as [string, unknown];
  const [name, payload] = event;
  // Loot and glints lie anywhere, also above a cache.
  if (name === "award" && !CACHE_MARKS.has((payload as { kind: number }).kind)) return undefined;
  if (name !== "clue") return search.inJson(event, TIMES);
  const clue = payload as Clue;
  // A piece of chart is tile ids, and a hint's rectangle begins on the cache's tile as often as on any other.
  if (clue.kind === "piece") return search.inJson([name, { ...clue, layers: undefined }]);
  if (clue.kind !== "hint") return search.inJson(event, TIMES);
  const { area, ...rest } = clue;
  return isPartOfZone(area) ? search.inJson([name, rest]) : `an area that is no part of the zone: ${message}`;
}

/** Whether a rectangle is one of those into which hints cut the zone, wherever the caches lie. */
function isPartOfZone(area: TileRect): boolean {
  const corner = { tileX: area.x, tileY: area.y };
  return Array.from({ length: 19 }, (_, level) => JSON.stringify(hintArea(ZONE, corner, level))).includes(
    JSON.stringify({ x: area.x, y: area.y, width: area.width, height: area.height }),
  );
}

/** What is wrong with a binary message. Frames have the length that their records need; the others are nothing but their fields. */
function inBinary(message: Uint8Array): string | undefined {
  const [kind] = message;
  if (kind === WireKind.delta || kind === WireKind.keyframe) return undefined;
  if (kind !== WireKind.reading && kind !== WireKind.self) return `a message of kind ${kind}`;
  // A reading has two bytes that say nothing.
  if (kind === WireKind.reading && (message[6] !== 0 || message[7] !== 0))
    return "a reading with more to say";
  const again =
    kind === WireKind.reading ? encodeReading(decodeReading(message)) : encodeSelf(decodeSelf(message));
  return Buffer.compare(again, message) === 0
    ? undefined
    : `more than its fields: ${Buffer.from(message).toString("hex")}`;
}
