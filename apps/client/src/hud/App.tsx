// The root React component: shows the start screen, or the HUD with an interruption on top, or a hunt's results. Holds no game
// state. The HUD and the results are bundles of their own, so that the start screen is there at once.
import { lazy, Suspense } from "react";
import type { Actions } from "./actions.ts";
import { useHud } from "./hudStore.ts";
import { PageBoundary } from "./PageBoundary.tsx";
import { StartScreen } from "./start/StartScreen.tsx";
import { Interruption } from "./waiting/Interruption.tsx";

const ResultsPage = lazy(() =>
  import("./podium/ResultsPage.tsx").then(({ ResultsPage: page }) => ({ default: page })),
);
const Hud = lazy(() => import("./Hud.tsx").then(({ Hud: hud }) => ({ default: hud })));

interface AppProps {
  readonly actions: Actions;
  readonly firstName: string;
  /** The hunt whose results the page was opened for. */
  readonly results: number | undefined;
}

export function App({ actions, firstName, results }: AppProps) {
  return (
    <PageBoundary reload={actions.reload}>
      <Suspense fallback={null}>
        {results === undefined ? (
          <Game actions={actions} firstName={firstName} />
        ) : (
          <ResultsPage hunt={results} />
        )}
      </Suspense>
    </PageBoundary>
  );
}

function Game({ actions, firstName }: Omit<AppProps, "results">) {
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
      {phase.at !== "playing" && phase.at !== "moving" && <Interruption phase={phase} actions={actions} />}
    </>
  );
}
