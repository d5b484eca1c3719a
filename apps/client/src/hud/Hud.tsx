// The HUD shown during play: all panels over the Phaser canvas. Shows only state that changes a few times a second.
import { type MouseEvent, useEffect } from "react";
import type { Actions } from "./actions.ts";
import { Boards } from "./boards/Boards.tsx";
import { ClueDrawer } from "./clues/ClueDrawer.tsx";
import { HuntBanner } from "./hunt/HuntBanner.tsx";
import { MarkCrown } from "./hunt/MarkCrown.tsx";
import { Ticker } from "./hunt/Ticker.tsx";
import { FullMap } from "./map/FullMap.tsx";
import { Minimap } from "./map/Minimap.tsx";
import { closeAll } from "./panelStore.ts";
import { BoardPanel } from "./panels/BoardPanel.tsx";
import { Notices } from "./panels/Notices.tsx";
import { ScorePanel } from "./panels/ScorePanel.tsx";
import { StatusPanel } from "./panels/StatusPanel.tsx";
import { PodiumDialog } from "./podium/PodiumDialog.tsx";
import { Settings } from "./settings/Settings.tsx";
import { TeamPanel } from "./team/TeamPanel.tsx";
import { useTeamLink } from "./team/useTeamLink.ts";
import { ActionBar } from "./tools/ActionBar.tsx";
import { EmotePanel } from "./tools/EmotePanel.tsx";
import { HuntGuide } from "./tutorial/HuntGuide.tsx";
import { Tutorial } from "./tutorial/Tutorial.tsx";
import { useGameKeys } from "./useGameKeys.ts";
import { StatusLine } from "./waiting/StatusLine.tsx";

export function Hud({ actions }: { readonly actions: Actions }) {
  useGameKeys(actions);
  useTeamLink(actions);
  useEffect(() => closeAll, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: it only gives the focus back after a click
    <main className="hud" data-testid="hud" onClick={giveKeysBack}>
      <h1 className="unseen">Doubloon</h1>
      <ScorePanel />
      <BoardPanel />
      <div className="top-stack">
        <StatusLine />
        <HuntBanner />
        <Tutorial actions={actions} />
        <HuntGuide />
        <MarkCrown actions={actions} />
        <Notices />
        <Ticker />
      </div>
      <ActionBar actions={actions} />
      <ClueDrawer actions={actions} />
      <EmotePanel actions={actions} />
      <Boards actions={actions} />
      <TeamPanel actions={actions} />
      <Minimap />
      <FullMap onOpen={actions.releaseControls} />
      <StatusPanel />
      <Settings actions={actions} />
      <PodiumDialog actions={actions} />
    </main>
  );
}

/** A button that was clicked with a pointer gives the focus back, so that the space bar digs and does not click it again. */
function giveKeysBack({ detail, target }: MouseEvent): void {
  const button = target instanceof Element ? target.closest("button") : null;
  if (detail > 0 && button !== null && button.closest("dialog") === null && document.activeElement === button)
    button.blur();
}
