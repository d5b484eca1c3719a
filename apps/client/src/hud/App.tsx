// The root React component: shows the start screen, or the HUD with an interruption on top. Holds no game state.
import type { Actions } from "./actions.ts";
import { Hud } from "./Hud.tsx";
import { useHud } from "./hudStore.ts";
import { StartScreen } from "./start/StartScreen.tsx";
import { Interruption } from "./waiting/Interruption.tsx";

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
