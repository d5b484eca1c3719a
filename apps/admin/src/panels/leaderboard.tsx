// The leaderboard: live, in pages, searchable.
import { adminStore, useAdmin } from "../adminStore.ts";
import { BoardControls } from "../board/boardControls.tsx";
import { BoardPager } from "../board/boardPager.tsx";
import { BoardTable } from "../board/boardTable.tsx";
import { sameQuery } from "../board/paging.ts";
import type { Panel } from "./panel.ts";

function Leaderboard() {
  const { query, page, changed, revision } = useAdmin((state) => state.board);
  const { chooseBoard } = adminStore.getState();
  return (
    <>
      <BoardControls query={query} onChoose={chooseBoard} />
      {page === undefined ? (
        <p className="empty">Waiting for the server…</p>
      ) : (
        <>
          <BoardTable
            page={page}
            changed={changed}
            revision={revision}
            busy={!sameQuery(page.query, query)}
          />
          <BoardPager query={query} total={page.total} onChoose={chooseBoard} />
        </>
      )}
    </>
  );
}

export const leaderboardPanel: Panel = {
  id: "leaderboard",
  title: "Leaderboard",
  side: "tables",
  Body: Leaderboard,
};
