// A page for development that shows the HUD in one state after another, without a server: `#running`, `#podium` and so on.
// Open it through Vite's development server at /src/testing/story/story.html.
import type { Tick } from "@doubloon/shared/ids";
import type { HunterState, HuntSummary, Podium, RankingRow } from "@doubloon/shared/protocol/huntEvents";
import { createRoot } from "react-dom/client";
import type { Actions } from "../../hud/actions.ts";
import { Hud } from "../../hud/Hud.tsx";
import { addNotice, hudStore } from "../../hud/hudStore.ts";
import { panelStore } from "../../hud/panelStore.ts";
import { tutorialStore } from "../../hud/tutorial/tutorial.ts";
import { huntStore } from "../../hunting/huntStore.ts";
import { preferences } from "../../preferences/preferences.ts";
import "../../styles/base.css";
import "../../styles/start.css";
import "../../styles/hud.css";
import "../../styles/hunt.css";
import "../../styles/tools.css";
import "../../styles/drawers.css";
import "../../styles/podium.css";
import "../../styles/replay.css";
import "../../styles/board.css";
import "../../styles/dialogs.css";
import "../../styles/map.css";

const nothing = (): void => {};
const actions: Actions = {
  play: () => undefined,
  leave: nothing,
  retryNow: nothing,
  playHere: nothing,
  reload: nothing,
  setMuted: nothing,
  toggleSound: nothing,
  releaseControls: nothing,
  dig: nothing,
  read: nothing,
  emote: nothing,
  hunting: nothing,
  pageOf: () => ({ x: window.innerWidth / 2 + 80, y: window.innerHeight / 2 }),
  markHere: nothing,
  suggest: () => "Anna",
};

const NOW = 100_000 as Tick;
const tick = (seconds: number): Tick => (NOW + seconds * 20) as Tick;
const hunt: HuntSummary = {
  hunt: 12,
  title: "The Governor's Silver",
  kind: "hunt",
  phase: "running",
  paused: false,
  zone: { x: 100, y: 100, width: 192, height: 192 },
  wave: 2,
  waves: 3,
  phaseEnds: tick(95),
  ends: tick(255),
  caches: 12,
  cachesLeft: 5,
  hunters: 34,
  commitment: "00",
};
const hunter: HunterState = {
  hunt: 12,
  points: 340,
  finds: 2,
  rank: 3,
  of: 34,
  charges: 7,
  nextCharge: tick(11),
  readingFrom: tick(2.5),
  retuneFrom: tick(33),
  thread: 77,
  tool: 1,
  toolUntil: tick(-10),
  toolFrom: tick(0),
};
const row = (rank: number, name: string, points: number, more: Partial<RankingRow> = {}): RankingRow => ({
  rank,
  name,
  points,
  ...more,
});
const top = [row(1, "Anne Bonny", 912), row(2, "Black Bart", 720), row(3, "Mary the Bold", 605)];
const around = [
  row(9, "Old Tom", 380),
  row(10, "Jack", 371),
  row(11, "Grace ⚙", 350, { bot: true }),
  row(12, "Story Teller", 340, { me: true }),
  row(13, "Pip", 322),
];
const podium: Podium = {
  hunt: 12,
  title: hunt.title,
  top,
  teams: [row(1, "Red Sails", 1402), row(2, "The Gulls", 980)],
  me: row(12, "Story Teller", 340, { me: true }),
  caches: [{ tileX: 150, tileY: 150, tier: "crown", mimic: false, found: true }],
  resultUrl: "/?hunt=12",
};

function base(): void {
  preferences.setState({ tutorialDone: true });
  hudStore.setState({
    phase: { at: "playing" },
    name: "Story Teller",
    standing: { score: 12_345, rank: 12, of: 431 },
    board: { top: [], online: 431 },
    pingMs: 34,
  });
  huntStore.setState({
    tick: NOW,
    hunts: [hunt],
    hunter,
    way: { hunt: 12, octant: 7, tiles: 0 },
    readings: [
      { thread: 77, tick: NOW, cellX: 30, cellY: 30, band: 3 },
      { thread: 77, tick: NOW, cellX: 32, cellY: 30, band: 1 },
    ],
    ownReading: { thread: 77, tick: NOW, cellX: 32, cellY: 30, band: 1 },
    clues: [
      {
        hunt: 12,
        thread: 77,
        wave: 2,
        kind: "riddle",
        lines: ["Where two bridges meet, I lie beneath the sand;", "go twenty paces toward the tower."],
      },
      { hunt: 12, thread: 77, wave: 2, kind: "hint", area: { x: 120, y: 120, width: 48, height: 24 } },
    ],
    finds: [
      find(3, "sea chest", [
        { name: "Anne Bonny", points: 60 },
        { name: "Pip", points: 40 },
      ]),
      find(2, "crown", [{ name: "Black Bart", points: 500 }]),
      find(1, "strongbox", [{ name: "Old Tom", points: 30 }], true),
    ],
    rankings: {
      hunt: { name: "hunt", of: 34, top, around },
      today: { name: "today", of: 431, top, around },
    },
  });
}

function find(id: number, tier: string, by: { name: string; points: number }[], mimic = false) {
  return { id, hunt: 12, cache: id, tier, mimic, tileX: 1, tileY: 1, by };
}

const stories: Record<string, () => void> = {
  running: nothing,
  roaming: () =>
    huntStore.setState({
      hunts: [],
      hunter: { ...hunter, hunt: 0, thread: 0, tool: 0 },
      next: { title: "The Governor's Silver", atMs: Date.now() + 95_000 },
      finds: [],
      readings: [],
      ownReading: undefined,
      clues: [],
      way: undefined,
    }),
  announced: () =>
    huntStore.setState({
      hunts: [{ ...hunt, phase: "announced", wave: 0, phaseEnds: tick(83) }],
      hunter: { ...hunter, hunt: 0, thread: 0 },
      way: { hunt: 12, octant: 7, tiles: 120 },
      finds: [],
    }),
  countdown: () =>
    huntStore.setState({ hunts: [{ ...hunt, phase: "countdown", wave: 0, phaseEnds: tick(7) }] }),
  listening: () => huntStore.setState({ listening: NOW, hunter: { ...hunter, readingFrom: NOW } }),
  last: () => huntStore.setState({ hunts: [{ ...hunt, wave: 3, ends: tick(17) }], finds: [] }),
  clues: () => panelStore.setState({ open: "clues" }),
  boards: () => panelStore.setState({ open: "boards" }),
  emotes: () => panelStore.setState({ open: "emotes" }),
  team: () => panelStore.setState({ open: "team" }),
  inteam: () => {
    huntStore.setState({
      team: {
        code: "GULL7",
        points: 480,
        members: [
          { mover: undefined, name: "Story Teller", points: 340, away: false },
          { mover: undefined, name: "Pip", points: 140, away: true },
        ],
      },
    });
    panelStore.setState({ open: "team" });
  },
  settings: () => panelStore.setState({ settings: true }),
  podium: () =>
    huntStore.setState({
      podium,
      begun: { 12: tick(-400) },
      path: [{ tick: tick(-148), tileX: 151, tileY: 152 }],
    }),
  coin: () => tutorial("coin"),
  read: () => tutorial("read"),
  dig: () => tutorial("dig"),
  notices: () => addNotice({ kind: "info", text: "The Governor's Silver begins in 1 minute 30 seconds." }),
};

function tutorial(step: "coin" | "read" | "dig"): void {
  tutorialStore.setState({ step, hadSolo: true, target: { tileX: 1, tileY: 1 } });
}

base();
stories[window.location.hash.slice(1)]?.();
const stage = document.getElementById("stage");
if (stage !== null)
  stage.style.background = "repeating-conic-gradient(#3f7d4a 0 25%, #46884f 0 50%) 0 0 / 64px 64px";
const root = document.getElementById("root");
if (root !== null) createRoot(root).render(<Hud actions={actions} />);
