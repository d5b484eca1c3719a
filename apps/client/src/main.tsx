// The page's composition root: mounts the HUD, loads Phaser in the background, and starts and closes game sessions.
import { checkName } from "@doubloon/shared/names";
import { refusals } from "@doubloon/shared/protocol/refusals";
import { TILE_SUB } from "@doubloon/shared/space";
import { createRoot } from "react-dom/client";
import { App } from "./hud/App.tsx";
import type { Actions } from "./hud/actions.ts";
import { hudStore } from "./hud/hudStore.ts";
import { resultsOf } from "./hud/podium/resultsAddress.ts";
import { suggestName } from "./hud/start/suggestName.ts";
import { rememberPreferences } from "./preferences/preferences.ts";
import { type DoubloonQa, makeQa } from "./qa.ts";
import { localStorageIfAllowed } from "./session/browserStorage.ts";
import { GameSession } from "./session/gameSession.ts";
import { readIdentity } from "./session/identity.ts";
import { TokenChoice } from "./session/tokenChoice.ts";
import "./styles/base.css";
import "./styles/start.css";
import "./styles/hud.css";
import "./styles/hunt.css";
import "./styles/tools.css";
import "./styles/drawers.css";
import "./styles/podium.css";
import "./styles/board.css";
import "./styles/dialogs.css";
import "./styles/map.css";
import "./styles/replay.css";

declare global {
  interface Window {
    doubloon: DoubloonQa;
  }
}

const nowMs = (): number => performance.now();
const random = (): number => crypto.getRandomValues(new Uint32Array(1))[0] / 2 ** 32;

const stage = document.getElementById("stage");
const root = document.getElementById("root");
if (stage === null || root === null) throw new Error("the page has no #stage or no #root");

const storage = localStorageIfAllowed();
const remembered = readIdentity(storage);
const tokens = new TokenChoice(storage, remembered.token);
let session: GameSession | undefined;
const results = resultsOf(window.location.href);
if (results === undefined) void import("./hud/Hud.tsx");
const scenes = results === undefined ? import("./scenes/createHunt.ts") : new Promise<never>(() => {});

function begin(name: string): void {
  session?.close();
  session = new GameSession({
    stage: stage as HTMLElement,
    identity: { ...readIdentity(storage), name },
    scenes,
    tokens,
    storage,
    nowMs,
    random,
  });
}

function setMuted(muted: boolean): void {
  hudStore.setState({ muted });
  session?.setMuted(muted);
}

const actions: Actions = {
  play: (name) => {
    const checked = checkName(name);
    if (!checked.ok) return refusals[checked.code].text;
    begin(checked.name);
    return undefined;
  },
  leave: () => {
    session?.close();
    session = undefined;
    hudStore.setState({ phase: { at: "start", refusal: undefined }, notices: [], status: undefined });
  },
  retryNow: () => session?.retryNow(),
  playHere: () => begin(hudStore.getState().name),
  reload: () => window.location.reload(),
  setMuted,
  toggleSound: () => setMuted(!hudStore.getState().muted),
  releaseControls: () => session?.releaseControls(),
  dig: () => session?.act({ kind: "dig" }),
  read: (held) => (held ? session?.hunt.detector.press() : session?.hunt.detector.release()),
  emote: (emote) => session?.act({ kind: "emote", emote }),
  hunting: (request) => void session?.hunt.request(request),
  markHere: () => session?.hunt.markHere(),
  pageOf: (tileX, tileY) => session?.stage?.pageAt((tileX + 0.5) * TILE_SUB, (tileY + 0.5) * TILE_SUB),
  suggest: () => suggestName(random),
};

hudStore.setState({ muted: remembered.muted });
rememberPreferences(storage);
window.doubloon = makeQa(() => session, nowMs);
createRoot(root).render(
  <App actions={actions} firstName={remembered.name ?? suggestName(random)} results={results} />,
);
