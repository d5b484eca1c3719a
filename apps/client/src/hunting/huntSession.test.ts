import type { HuntRequest } from "@doubloon/shared/protocol/huntEvents";
import { encodeReading } from "@doubloon/shared/wire/reading";
import { beforeEach, describe, expect, it } from "vitest";
import { hunterState, huntSummary, tick } from "../testing/hunts.ts";
import { memoryStorage } from "../testing/memoryStorage.ts";
import { HuntSession, type OwnPlayer } from "./huntSession.ts";
import { huntStore, ownClues } from "./huntStore.ts";

let sent: HuntRequest[];
let sounds: string[];
let reads: number;
let busy: boolean;
let storage: Storage;
let invited: string[];
let waves: number[];
let unixMs: number;

function open(): HuntSession {
  return new HuntSession({
    send: (request) => sent.push(request) > 0,
    read: () => reads++,
    storage,
    sounds: {
      hum: (band) => void sounds.push(`hum ${band}`),
      reading: (band) => void sounds.push(`reading ${band}`),
      refused: () => void sounds.push("refused"),
      clue: () => void sounds.push("clue"),
      horn: () => void sounds.push("horn"),
      countdown: (last) => void sounds.push(last ? "go" : "beat"),
      podium: () => void sounds.push("podium"),
    },
    ownName: () => "Anna",
    waveBegins: ({ wave }) => void waves.push(wave),
    invite: ({ title }, seconds, { tiles }) => void invited.push(`${title} ${seconds} ${tiles}`),
    isBusy: () => busy,
    nonce: () => "ab".repeat(16),
    unixMs: () => unixMs,
  });
}

const standing = (more: Partial<OwnPlayer> = {}): OwnPlayer => ({
  tick: tick(100),
  tileX: 120,
  tileY: 120,
  pose: 0,
  nowMs: 0,
  ...more,
});
const outside = { tileX: 20, tileY: 120 };

beforeEach(() => {
  sent = [];
  sounds = [];
  reads = 0;
  busy = false;
  invited = [];
  waves = [];
  unixMs = 1_000;
  storage = memoryStorage();
});

describe("joining a hunt", () => {
  it("happens by itself in the zone of a hunt that can be entered, with a nonce", () => {
    const session = open();
    session.handlers.hunter(hunterState({ hunt: 0, thread: 0 }));
    session.handlers.hunts({ hunts: [huntSummary({ phase: "announced" })] });
    session.update(standing(outside));
    expect(sent).toEqual([]);
    expect(huntStore.getState().way).toEqual({ hunt: 12, octant: 0, tiles: 80 });
    session.update(standing());
    expect(sent).toEqual([{ type: "join", hunt: 12, nonce: "ab".repeat(16) }]);
  });

  it("is asked for once, and again only after a while without an answer or after a new connection", () => {
    const session = open();
    session.handlers.hunter(hunterState({ hunt: 0 }));
    session.handlers.hunts({ hunts: [huntSummary()] });
    for (const nowMs of [0, 250, 3_999]) session.update(standing({ nowMs }));
    expect(sent).toHaveLength(1);
    session.update(standing({ nowMs: 4_000 }));
    expect(sent).toHaveLength(2);
    session.welcomed();
    session.handlers.hunter(hunterState({ hunt: 0 }));
    session.update(standing({ nowMs: 4_250 }));
    expect(sent).toHaveLength(3);
    session.handlers.hunter(hunterState({ hunt: 12 }));
    session.update(standing({ nowMs: 60_000 }));
    expect(sent).toHaveLength(3);
  });

  it("waits while another hunt is played, in the tutorial, and for a hunt that is over", () => {
    const session = open();
    const other = huntSummary({ hunt: 13, zone: { x: 0, y: 0, width: 400, height: 400 } });
    session.handlers.hunter(hunterState({ hunt: 12 }));
    session.handlers.hunts({ hunts: [huntSummary(), other] });
    session.update(standing());
    session.handlers.hunts({ hunts: [huntSummary({ phase: "podium" })] });
    session.handlers.hunter(hunterState({ hunt: 0 }));
    session.update(standing({ nowMs: 9_000 }));
    session.handlers.hunts({ hunts: [other] });
    busy = true;
    session.update(standing({ nowMs: 18_000 }));
    expect(sent).toEqual([]);
    // The chest came after the page had given the tutorial up.
    busy = false;
    session.handlers.hunter(hunterState({ hunt: 0, solo: "tutorial" }));
    session.update(standing({ nowMs: 27_000 }));
    expect(sent).toHaveLength(1);
  });

  it("is possible for a player whom the server tells nothing of: they are new", () => {
    const session = open();
    session.welcomed();
    session.handlers.hunts({ hunts: [huntSummary()] });
    session.update(standing({ nowMs: 0 }));
    expect(huntStore.getState().hunter).toBeUndefined();
    session.update(standing({ nowMs: 1_000 }));
    expect(huntStore.getState().hunter).toMatchObject({ hunt: 0, charges: 12 });
    expect(sent).toHaveLength(1);
  });
});

describe("readings", () => {
  const reading = { thread: 7, tick: tick(90), cellX: 30, cellY: 31, band: 1 };

  it("of the own thread are shown, once a cell, and come back with the thread after a reload", () => {
    const session = open();
    session.handlers.hunter(hunterState());
    expect(session.reading(encodeReading(reading))).toBe(true);
    session.reading(encodeReading({ ...reading, tick: tick(95) }));
    session.reading(encodeReading({ ...reading, thread: 8, cellX: 1 }));
    expect(huntStore.getState().readings).toEqual([{ ...reading, tick: tick(95) }]);
    const reloaded = open();
    expect(huntStore.getState().readings).toEqual([]);
    reloaded.handlers.hunter(hunterState());
    expect(huntStore.getState().readings).toEqual([reading]);
    reloaded.handlers.hunter(hunterState({ thread: 9 }));
    expect(huntStore.getState().readings).toEqual([]);
  });

  it("are heard and counted once, also if the server tells them again after a new connection", () => {
    const session = open();
    session.handlers.hunter(hunterState());
    session.reading(encodeReading(reading));
    session.welcomed();
    session.reading(encodeReading(reading));
    session.handlers.hunter(hunterState());
    session.reading(encodeReading(reading));
    expect(sounds.filter((sound) => sound.startsWith("reading"))).toEqual(["reading 1"]);
    expect(huntStore.getState()).toMatchObject({ readings: [reading], readingsTaken: 1 });
    // Asked for again in the same cell, it is an answer.
    session.update(standing({ tileX: 4 * 30, tileY: 4 * 31 }));
    session.detector.press();
    session.reading(encodeReading(reading));
    expect(huntStore.getState().readingsTaken).toBe(2);
  });

  it("of a mate are on the chart, but neither shown by the detector nor an answer to it", () => {
    const session = open();
    session.handlers.hunter(hunterState());
    session.update(standing({ tileX: 4 * 30 + 3, tileY: 4 * 31 }));
    session.detector.press();
    expect(huntStore.getState().listening).toBeDefined();
    const mates = { ...reading, cellX: 33, band: 4 };
    session.reading(encodeReading(mates));
    expect(huntStore.getState()).toMatchObject({ readings: [mates], ownReading: undefined });
    expect(huntStore.getState().listening).toBeDefined();
    session.reading(encodeReading(reading));
    session.reading(encodeReading({ ...mates, cellX: 34 }));
    expect(huntStore.getState()).toMatchObject({ ownReading: reading, listening: undefined });
    session.handlers.hunter(hunterState({ thread: 9 }));
    expect(huntStore.getState().ownReading).toBeUndefined();
  });

  it("that are malformed are refused", () => {
    const session = open();
    session.handlers.hunter(hunterState());
    expect(session.reading(encodeReading(reading).slice(1))).toBe(false);
    expect(huntStore.getState().readings).toEqual([]);
  });
});

describe("the detector's button", () => {
  it("asks once while it is held until the answer comes, and again when it may", () => {
    const session = open();
    session.handlers.hunter(hunterState({ readingFrom: tick(100) }));
    session.update(standing());
    session.detector.press();
    session.update(standing({ tick: tick(110) }));
    expect(reads).toBe(1);
    expect(huntStore.getState().listening).toBe(100);
    session.reading(encodeReading({ thread: 7, tick: tick(120), cellX: 30, cellY: 30, band: 3 }));
    expect(huntStore.getState().listening).toBeUndefined();
    session.handlers.hunter(hunterState({ readingFrom: tick(200), charges: 11, nextCharge: tick(500) }));
    session.update(standing({ tick: tick(199) }));
    expect(reads).toBe(1);
    session.update(standing({ tick: tick(200) }));
    expect(reads).toBe(2);
    session.detector.release();
    session.reading(encodeReading({ thread: 7, tick: tick(220), cellX: 30, cellY: 30, band: 0 }));
    expect(sounds).toEqual([
      "hum 5",
      "hum 5",
      "reading 3",
      "hum 3",
      "hum 3",
      "hum 3",
      "hum 3",
      "reading 0",
      "hum undefined",
    ]);
  });

  it("is let go, and hums no more, when the connection is lost", () => {
    const session = open();
    session.handlers.hunter(hunterState());
    session.update(standing());
    session.detector.press();
    session.detector.interrupt();
    expect(sounds.at(-1)).toBe("hum undefined");
    expect(huntStore.getState().listening).toBeUndefined();
    session.update(standing({ tick: tick(200) }));
    expect(reads).toBe(1);
  });

  it("awaits nothing from before a new connection, whose ticks may be earlier ones", () => {
    const session = open();
    session.handlers.hunter(hunterState());
    session.update(standing({ tick: tick(500) }));
    session.detector.press();
    session.welcomed();
    session.handlers.hunter(hunterState());
    session.update(standing({ tick: tick(400) }));
    session.detector.press();
    expect(reads).toBe(2);
  });

  it("is refused audibly without a thread, and a step ends the wait", () => {
    const session = open();
    session.handlers.hunter(hunterState({ thread: 0 }));
    session.update(standing());
    session.detector.press();
    session.detector.release();
    expect(sounds).toContain("refused");
    session.handlers.hunter(hunterState());
    session.detector.press();
    session.detector.release();
    session.update(standing({ tick: tick(105), pose: undefined }));
    expect(huntStore.getState().listening).toBeUndefined();
    expect(reads).toBe(1);
  });
});

describe("what the server tells", () => {
  it("is kept once: clues are repeated after a new connection", () => {
    const session = open();
    const riddle = { hunt: 12, thread: 7, wave: 1, kind: "riddle", lines: ["One", "two"] } as const;
    const hint = {
      hunt: 12,
      thread: 7,
      wave: 1,
      kind: "hint",
      area: { x: 1, y: 2, width: 3, height: 4 },
    } as const;
    session.handlers.hunter(hunterState());
    for (const clue of [riddle, hint, riddle, hint, { ...hint, area: { ...hint.area, width: 2 } }])
      session.handlers.clue(clue);
    session.handlers.clue({ ...riddle, thread: 8 });
    expect(huntStore.getState().clues).toHaveLength(4);
    expect(ownClues(huntStore.getState())).toHaveLength(3);
  });

  it("is heard as it comes: several clues at once are heard once, and those of a new connection never", () => {
    const session = open();
    const riddle = (wave: number) => ({ hunt: 12, thread: 7, wave, kind: "riddle", lines: [] }) as const;
    session.welcomed();
    session.handlers.clue(riddle(0));
    expect(sounds).toEqual([]);
    unixMs += 40_000;
    session.handlers.clue(riddle(1));
    session.handlers.clue(riddle(2));
    session.handlers.clue(riddle(2));
    expect(sounds).toEqual(["clue"]);
    session.welcomed();
    session.handlers.clue(riddle(1));
    expect(sounds).toEqual(["clue"]);
  });

  it("makes the horn call for a new hunt and for its start, and counts the last seconds down once", () => {
    const session = open();
    session.handlers.hunter(hunterState());
    const at = (phase: "announced" | "countdown" | "running") =>
      session.handlers.hunts({ hunts: [huntSummary({ phase, phaseEnds: tick(200) })] });
    at("announced");
    at("announced");
    at("countdown");
    for (const ticks of [130, 140, 145, 150, 160, 165, 180, 185])
      session.update(standing({ tick: tick(ticks) }));
    at("running");
    expect(sounds).toEqual(["horn", "beat", "beat", "go", "horn"]);
    expect(huntStore.getState().begun).toEqual({ 12: 185 });
  });

  it("tells of each wave of the own hunt once, and of none that was on before", () => {
    const session = open();
    session.handlers.hunter(hunterState());
    session.handlers.hunts({ hunts: [huntSummary({ wave: 1 })] });
    session.handlers.hunts({ hunts: [huntSummary({ wave: 2 }), huntSummary({ hunt: 13, wave: 1 })] });
    session.handlers.hunts({ hunts: [huntSummary({ wave: 2 }), huntSummary({ hunt: 13, wave: 2 })] });
    expect(waves).toEqual([2]);
    expect(sounds).toEqual(["horn"]);
  });

  it("invites once to a hunt that is announced, and not to one that is on already", () => {
    const session = open();
    const announced = huntSummary({ phase: "announced", phaseEnds: tick(1_900), title: "Salt" });
    session.handlers.hunts({ hunts: [huntSummary({ hunt: 3 }), announced] });
    session.update(standing(outside));
    session.handlers.hunts({ hunts: [announced] });
    session.update(standing(outside));
    expect(invited).toEqual(["Salt 90 80"]);
  });

  it("keeps the newest finds, and remembers which the player had a part in", () => {
    const session = open();
    const find = (cache: number, name: string) => ({
      hunt: 12,
      cache,
      tier: "sea chest",
      mimic: false,
      tileX: cache,
      tileY: 0,
      by: [
        { name: "Ben", points: 1 },
        { name, points: 1 },
      ],
    });
    for (let cache = 0; cache < 9; cache++)
      session.handlers.finds([find(cache, cache === 2 ? "Anna" : "Cleo")]);
    expect(huntStore.getState().finds.map(({ cache }) => cache)).toEqual([8, 7, 6, 5, 4, 3]);
    expect(huntStore.getState().ownFinds).toEqual(["2,0"]);
  });
});

it("a tap marks the crown only while the player marks", () => {
  const session = open();
  expect(session.takesTap(3, 4)).toBe(false);
  huntStore.setState({ marking: true });
  expect(session.takesTap(3, 4)).toBe(true);
  expect(session.takesTap(5, 6)).toBe(false);
  expect(sent).toEqual([{ type: "mark", tileX: 3, tileY: 4 }]);
  session.update(standing({ tileX: 8, tileY: 9 }));
  session.markHere();
  expect(huntStore.getState().marked).toEqual({ tileX: 8, tileY: 9 });
});

it("the mark of the crown outlives a connection, but not the hunt", () => {
  const session = open();
  session.handlers.hunter(hunterState());
  session.mark(8, 9);
  session.welcomed();
  session.handlers.hunter(hunterState());
  expect(huntStore.getState().marked).toEqual({ tileX: 8, tileY: 9 });
  session.handlers.hunter(hunterState({ hunt: 13, thread: 9 }));
  expect(huntStore.getState().marked).toBeUndefined();
});
