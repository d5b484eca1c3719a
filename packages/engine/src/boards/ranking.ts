// A board as one player sees it: the podium's three, then the player with three on either side. It shows the world as it is
// now, with points that may not be durable yet: answer it with the save that contains it.
import type { MoverId } from "@doubloon/shared/ids";
import type { Ranking, RankingName, RankingRow } from "@doubloon/shared/protocol/huntEvents";
import type { Hunt } from "../hunts/hunt.ts";
import { scoreIn, type TeamState } from "../teams/teams.ts";
import { teamName } from "../teams/teamView.ts";
import type { World } from "../world.ts";
import type { RankedRows } from "./rankedRows.ts";

const TOP = 3;
const EITHER_SIDE = 3;

/** What a board ranks, and how one of its rows is shown. */
interface ShownBoard {
  readonly ranked: RankedRows;
  readonly points: (row: number) => number;
  readonly name: (row: number) => string;
  /** The player's own row; undefined if it is not on this board. */
  readonly mine: number | undefined;
}

/** Returns a board around a mover's player. A board of a hunt or of teams is empty for a player in none. */
export function ranking(world: World, name: RankingName, mover: MoverId): Ranking {
  const account = world.movers.has(mover) ? world.movers.account[mover] - 1 : undefined;
  const board = boardOf(world, name, account);
  if (board === undefined) return { name, of: 0, top: [], around: [] };
  const { ranked, mine } = board;
  const last = Math.min(ranked.count, TOP);
  const me = mine !== undefined && ranked.has(mine) ? ranked.indexOf(mine) : undefined;
  const from = me === undefined ? last : Math.max(last, me - EITHER_SIDE);
  const to = me === undefined ? last : Math.min(ranked.count, me + EITHER_SIDE + 1);
  return { name, of: ranked.count, top: rowsOf(board, 0, last), around: rowsOf(board, from, to) };
}

function boardOf(world: World, name: RankingName, account: number | undefined): ShownBoard | undefined {
  const { accounts, board, season } = world;
  const nameOf = (row: number): string => accounts.nameOf(row);
  switch (name) {
    case "ever":
      return { ranked: board.ever, points: (row) => accounts.score[row], name: nameOf, mine: account };
    case "today":
      return { ranked: board.today, points: (row) => board.pointsToday(row), name: nameOf, mine: account };
    case "season":
      return { ranked: season.ranked, points: (row) => season.pointsOf(row), name: nameOf, mine: account };
    case "hunt":
      return huntBoard(world, account);
    case "teams":
      return teamBoard(world, account);
    default:
      throw new Error(`no board ${name satisfies never}`);
  }
}

/** The hunt that a player is in, else the newest one whose points stand; undefined if there is none. */
function huntFor({ hunts }: World, hunter: number | undefined): Hunt | undefined {
  const own = hunter === undefined ? undefined : hunts.find(hunts.hunters.hunt[hunter]);
  return own ?? hunts.list.findLast(({ phase }) => phase === "running" || phase === "podium");
}

function huntBoard(world: World, account: number | undefined): ShownBoard | undefined {
  const { hunts, accounts } = world;
  const { hunters, boards } = hunts;
  const mine = account === undefined ? undefined : hunters.find(account);
  const hunt = huntFor(world, mine);
  if (hunt === undefined) return undefined;
  return {
    ranked: boards.of(hunt.resolved.number),
    points: (row) => hunters.points[row],
    name: (row) => accounts.nameOf(hunters.account[row] - 1),
    mine,
  };
}

function teamBoard(world: World, account: number | undefined): ShownBoard | undefined {
  const { hunts, teams } = world;
  const hunt = huntFor(world, account === undefined ? undefined : hunts.hunters.find(account));
  if (hunt === undefined) return undefined;
  const stateOf = (slot: number): TeamState => {
    const team = teams.slots[slot];
    if (team === undefined) throw new Error(`the board of teams lists slot ${slot}, which is free`);
    return team;
  };
  const { number } = hunt.resolved;
  return {
    ranked: teams.boardOf(number),
    points: (slot) => scoreIn(stateOf(slot), number)?.points ?? 0,
    name: (slot) => teamName(world, stateOf(slot)),
    mine: account === undefined ? undefined : teams.slotOf(account),
  };
}

function rowsOf({ ranked, points, name, mine }: ShownBoard, from: number, to: number): RankingRow[] {
  const rows: RankingRow[] = [];
  for (let index = from; index < to; index++) {
    const row = ranked.order[index];
    rows.push({
      rank: ranked.rankOf(points(row)),
      name: name(row),
      points: points(row),
      ...(row === mine ? { me: true } : {}),
    });
  }
  return rows;
}
