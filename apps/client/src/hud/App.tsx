// The page around the stage: start screen, the hunt's frame, and what interrupts it.
import { Hud } from "./Hud.tsx";
import { useHud } from "./hudStore.ts";
import { Interruption } from "./Interruption.tsx";
import { StartScreen } from "./start/StartScreen.tsx";

/** What the page's frame can ask for. */
export interface Actions {
  /** Begins under this name; undefined if it cannot be had, and then the text says why. */
  readonly play: (name: string) => string | undefined;
  readonly leave: () => void;
  readonly retryNow: () => void;
  readonly playHere: () => void;
  readonly reload: () => void;
  readonly setMuted: (muted: boolean) => void;
  readonly releaseHands: () => void;
  /** A name for somebody who has none. */
  readonly suggest: () => string;
}

export function App({ actions, firstName }: { readonly actions: Actions; readonly firstName: string }) {
  const phase = useHud((state) => state.phase);
  if (phase.at === "start") {
    return <StartScreen actions={actions} firstName={firstName} refusal={phase.refusal} joining={false} />;
  }
  if (phase.at === "joining") {
    return (
      <StartScreen actions={actions} firstName={firstName} refusal={undefined} joining queue={phase.queue} />
    );
  }
  return (
    <>
      <Hud actions={actions} />
      {phase.at !== "playing" && <Interruption phase={phase} actions={actions} />}
    </>
  );
}
