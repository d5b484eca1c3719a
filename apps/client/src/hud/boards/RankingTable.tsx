// One board as a table: the podium, then the rows around the player.
import type { Ranking, RankingRow } from "@doubloon/shared/protocol/huntEvents";
import { rankingRows } from "./rankingRows.ts";

export function RankingTable({ ranking, empty }: { readonly ranking: Ranking; readonly empty: string }) {
  const rows = rankingRows(ranking);
  if (rows.length === 0) return <p className="soft">{empty}</p>;
  return (
    <>
      <table className="ranking">
        <thead className="unseen">
          <tr>
            <th scope="col">Rank</th>
            <th scope="col">Name</th>
            <th scope="col">Points</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row, apart }) => (
            <Row key={`${row.rank} ${row.name}`} row={row} apart={apart} />
          ))}
        </tbody>
      </table>
      <p className="soft ranking-of">{ranking.of.toLocaleString("en")} in all</p>
    </>
  );
}

/** A row of a board; also used by the podium. */
export function Row({ row, apart = false }: { readonly row: RankingRow; readonly apart?: boolean }) {
  const { rank, name, points, me, bot } = row;
  return (
    <tr
      className={`${me === true ? "ranking-me" : ""}${apart ? " ranking-apart" : ""}`}
      data-testid="ranking-row"
      data-own={me === true}
    >
      <td className="ranking-rank">
        <span className={rank <= 3 ? `medal medal-${rank}` : ""}>{rank}</span>
      </td>
      <td className="ranking-name">
        {name}
        {bot === true && (
          <span className="soft" title="A bot">
            {" "}
            bot
          </span>
        )}
        {me === true && <span className="unseen"> (you)</span>}
      </td>
      <td className="ranking-points">{points.toLocaleString("en")}</td>
    </tr>
  );
}
