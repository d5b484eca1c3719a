// The board: the top ten, with the player's own row in it or below it. Starts folded on narrow or low screens.
import { useState } from "react";
import { useHud } from "../hudStore.ts";
import { boardRows } from "./boardRows.ts";

const ROOMY = "(min-width: 720px) and (min-height: 561px)";

export function BoardPanel() {
  const board = useHud((state) => state.board);
  const playerId = useHud((state) => state.playerId);
  const name = useHud((state) => state.name);
  const standing = useHud((state) => state.standing);
  const [open, setOpen] = useState(() => window.matchMedia(ROOMY).matches);
  const rows = boardRows(board, { playerId, name, standing });
  return (
    <section className="panel board-panel" aria-labelledby="board-title">
      <h2 id="board-title" className="board-title">
        <button
          type="button"
          data-testid="board-toggle"
          aria-expanded={open}
          aria-controls="board-rows"
          onClick={() => setOpen(!open)}
        >
          Top ten
          <span className="online" data-testid="online" data-online={board.online}>
            {board.online.toLocaleString("en")} online
          </span>
          <span className={open ? "fold fold-open" : "fold"} aria-hidden="true" />
        </button>
      </h2>
      <ol id="board-rows" className="board-rows" data-testid="board" hidden={!open}>
        {rows.map((row) => (
          <li
            key={row.playerId}
            className={`board-row${row.own ? " board-own" : ""}${row.apart ? " board-apart" : ""}`}
            data-testid="board-row"
            data-own={row.own}
          >
            <span className="board-rank">{row.rank}</span>
            <span className="board-name">{row.name}</span>
            {row.own && <span className="unseen"> (you)</span>}
            <span className="board-score">{row.score.toLocaleString("en")}</span>
          </li>
        ))}
        {rows.length === 0 && <li className="board-row board-empty">No treasure found yet</li>}
      </ol>
    </section>
  );
}
