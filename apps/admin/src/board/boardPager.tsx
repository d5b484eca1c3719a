// The buttons that turn the pages of the leaderboard.
import type { AdminBoardQuery } from "@doubloon/shared/protocol/admin";
import { formatCount } from "../format.ts";
import { pageCount, pageOf, toPage } from "./paging.ts";

interface Props {
  readonly query: AdminBoardQuery;
  readonly total: number;
  readonly onChoose: (query: AdminBoardQuery) => void;
}

export function BoardPager({ query, total, onChoose }: Props) {
  const page = pageOf(query);
  const pages = pageCount(total, query.limit);
  const buttons = [
    { label: "First page", sign: "«", to: 0, possible: page > 0 },
    { label: "Previous page", sign: "‹", to: page - 1, possible: page > 0 },
    { label: "Next page", sign: "›", to: page + 1, possible: page < pages - 1 },
    { label: "Last page", sign: "»", to: pages - 1, possible: page < pages - 1 },
  ];
  const button = ({ label, sign, to, possible }: (typeof buttons)[number]) => (
    <button
      key={label}
      type="button"
      className="turn"
      aria-label={label}
      // Not `disabled`, which would lose the focus at either end.
      aria-disabled={!possible}
      onClick={() => possible && onChoose(toPage(query, to, total))}
    >
      {sign}
    </button>
  );
  return (
    <nav className="pager" aria-label="Pages of the leaderboard">
      {buttons.slice(0, 2).map(button)}
      <span data-testid="board-page">
        Page {formatCount(page + 1)} of {formatCount(pages)}
      </span>
      {buttons.slice(2).map(button)}
      <span className="pager-total" data-testid="board-total">
        {formatCount(total)} {total === 1 ? "player" : "players"}
      </span>
    </nav>
  );
}
