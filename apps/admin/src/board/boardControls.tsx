// The search field and the page size of the leaderboard.
import { type AdminBoardQuery, MAX_ADMIN_SEARCH } from "@doubloon/shared/protocol/admin";
import { useEffect, useId, useState } from "react";
import { PAGE_SIZES, withPageSize, withSearch } from "./paging.ts";

/** A search is sent once typing has paused for this long, in ms. */
const PAUSE_MS = 200;

interface Props {
  readonly query: AdminBoardQuery;
  readonly onChoose: (query: AdminBoardQuery) => void;
}

export function BoardControls({ query, onChoose }: Props) {
  const [text, setText] = useState(query.search);
  const searchId = useId();
  const sizeId = useId();

  useEffect(() => {
    const search = text.trim();
    if (search === query.search) return;
    const pause = setTimeout(() => onChoose(withSearch(query, search)), PAUSE_MS);
    return () => clearTimeout(pause);
  }, [text, query, onChoose]);

  return (
    <search className="board-controls">
      <div className="field">
        <label htmlFor={searchId}>Search by name</label>
        <input
          id={searchId}
          type="search"
          value={text}
          maxLength={MAX_ADMIN_SEARCH}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor={sizeId}>Rows</label>
        <select
          id={sizeId}
          value={query.limit}
          onChange={(event) => onChoose(withPageSize(query, Number(event.target.value)))}
        >
          {PAGE_SIZES.map((size) => (
            <option key={size}>{size}</option>
          ))}
        </select>
      </div>
    </search>
  );
}
