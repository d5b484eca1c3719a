// The frame around the hunt: score, top ten, connection, notices and settings. Slow facts only.
import type { Actions } from "./App.tsx";
import { BoardPanel } from "./BoardPanel.tsx";
import { Notices } from "./Notices.tsx";
import { ScorePanel } from "./ScorePanel.tsx";
import { Settings } from "./Settings.tsx";
import { StatusPanel } from "./StatusPanel.tsx";

export function Hud({ actions }: { readonly actions: Actions }) {
  return (
    <main className="hud" data-testid="hud">
      <h1 className="unseen">Doubloon</h1>
      <ScorePanel />
      <BoardPanel />
      <Notices />
      <StatusPanel />
      <Settings actions={actions} />
    </main>
  );
}
