// The HUD shown during play: all panels over the Phaser canvas. Shows only state that changes a few times a second.
import type { Actions } from "./actions.ts";
import { FullMap } from "./map/FullMap.tsx";
import { Minimap } from "./map/Minimap.tsx";
import { BoardPanel } from "./panels/BoardPanel.tsx";
import { Notices } from "./panels/Notices.tsx";
import { ScorePanel } from "./panels/ScorePanel.tsx";
import { Settings } from "./panels/Settings.tsx";
import { StatusPanel } from "./panels/StatusPanel.tsx";
import { useGameKeys } from "./useGameKeys.ts";

export function Hud({ actions }: { readonly actions: Actions }) {
  useGameKeys(actions);
  return (
    <main className="hud" data-testid="hud">
      <h1 className="unseen">Doubloon</h1>
      <ScorePanel />
      <BoardPanel />
      <Notices />
      <StatusPanel />
      <Minimap />
      <FullMap onOpen={actions.releaseControls} />
      <Settings actions={actions} />
    </main>
  );
}
