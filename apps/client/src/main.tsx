// The page's one place of wiring: shows the start screen, fetches the engine meanwhile, and begins and ends sessions.
import { checkName } from "@doubloon/shared/names";
import { refusals } from "@doubloon/shared/protocol/refusals";
import { createRoot } from "react-dom/client";
import { type Actions, App } from "./hud/App.tsx";
import { hudStore } from "./hud/hudStore.ts";
import { suggestName } from "./hud/start/suggestName.ts";
import { type DoubloonQa, makeQa } from "./qa.ts";
import { GameSession, rememberedIdentity } from "./session/gameSession.ts";
import { localStorageIfAllowed } from "./session/identity.ts";
import { TokenChoice } from "./session/tokenChoice.ts";
import "./styles.css";

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

const remembered = rememberedIdentity();
const tokens = new TokenChoice(localStorageIfAllowed(), remembered.token);
let session: GameSession | undefined;
const scenes = import("./scenes/createHunt.ts");

function begin(name: string): void {
  session?.close();
  session = new GameSession({
    stage: stage as HTMLElement,
    identity: { ...rememberedIdentity(), name },
    scenes,
    tokens,
    nowMs,
    random,
  });
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
    hudStore.setState({ phase: { at: "start", refusal: undefined }, notices: [] });
  },
  retryNow: () => session?.retryNow(),
  playHere: () => begin(hudStore.getState().name),
  reload: () => window.location.reload(),
  setMuted: (muted) => session?.setMuted(muted),
  releaseHands: () => session?.releaseHands(),
  suggest: () => suggestName(random),
};

hudStore.setState({ muted: remembered.muted });
window.doubloon = makeQa(() => session, nowMs);
createRoot(root).render(<App actions={actions} firstName={remembered.name ?? suggestName(random)} />);
