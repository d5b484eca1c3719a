// The boards in tabs. The open one is asked for at once and every REFRESH_MS.
import { type RankingName, rankingNames } from "@doubloon/shared/protocol/huntEvents";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { ownHunt, useHunt } from "../../hunting/huntStore.ts";
import type { Actions } from "../actions.ts";
import { Drawer } from "../Drawer.tsx";
import { RankingTable } from "./RankingTable.tsx";

const REFRESH_MS = 4_000;

export const boardLabels: Readonly<Record<RankingName, string>> = {
  hunt: "Hunt",
  teams: "Teams",
  today: "Today",
  season: "Season",
  ever: "All time",
};

export function Boards({ actions }: { readonly actions: Actions }) {
  return (
    <Drawer panel="boards" title="Boards">
      <Tabs actions={actions} />
    </Drawer>
  );
}

function Tabs({ actions }: { readonly actions: Actions }) {
  const hunting = useHunt((state) => ownHunt(state) !== undefined);
  const [name, setName] = useState<RankingName>(hunting ? "hunt" : "today");
  const tabs = useRef<HTMLDivElement>(null);
  const ranking = useHunt((state) => state.rankings[name]);
  useEffect(() => {
    const ask = (): void => actions.hunting({ type: "ranking", name });
    ask();
    const timer = setInterval(ask, REFRESH_MS);
    return () => clearInterval(timer);
  }, [actions, name]);
  const move = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    // The arrow keys walk everywhere else.
    event.preventDefault();
    event.stopPropagation();
    const at = (rankingNames.indexOf(name) + step + rankingNames.length) % rankingNames.length;
    setName(rankingNames[at]);
    (tabs.current?.children[at] as HTMLElement | undefined)?.focus();
  };
  return (
    <>
      <div ref={tabs} className="tabs" role="tablist" aria-label="Boards" onKeyDown={move}>
        {rankingNames.map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            id={`tab-${one}`}
            className="tab"
            aria-selected={one === name}
            aria-controls="board-shown"
            tabIndex={one === name ? 0 : -1}
            data-testid={`tab-${one}`}
            onClick={() => setName(one)}
          >
            {boardLabels[one]}
          </button>
        ))}
      </div>
      <div id="board-shown" role="tabpanel" aria-labelledby={`tab-${name}`} data-testid={`ranking-${name}`}>
        {ranking === undefined ? (
          <p className="soft">Loading…</p>
        ) : (
          <RankingTable
            ranking={ranking}
            empty={name === "hunt" ? "You are in no hunt now." : "Nobody is on this board yet."}
          />
        )}
      </div>
    </>
  );
}
