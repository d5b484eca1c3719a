// Reads the leaderboard: pages for the console, the top ten for players. Name searches are in boardSearches.ts.
import type { World } from "@doubloon/engine/world";
import type { PlayerId } from "@doubloon/shared/ids";
import {
  type AdminBoardPage,
  type AdminBoardQuery,
  type AdminBoardRow,
  MAX_ADMIN_PAGE,
} from "@doubloon/shared/protocol/admin";
import type { Board, Standing } from "@doubloon/shared/protocol/events";

const TOP = 10;

/** A page of all players the world knows, in order of rank. */
export function boardPage(world: World, query: AdminBoardQuery): AdminBoardPage {
  const { board } = world;
  const limit = Math.min(Math.max(1, query.limit), MAX_ADMIN_PAGE);
  const offset = Math.max(0, query.offset);
  const rows: AdminBoardRow[] = [];
  for (let index = offset; index < Math.min(offset + limit, board.count); index++) {
    rows.push(boardRowAt(world, index));
  }
  return { rows, total: board.count, query };
}

/** The board that every player is shown. */
export function playersBoard(world: World): Board {
  const top = Array.from({ length: Math.min(TOP, world.board.count) }, (_, index) => {
    const { rank, name, score, playerId } = boardRowAt(world, index);
    return { rank, name, score, playerId };
  });
  return { top, online: world.movers.count };
}

/** Score and rank of a player; `notYet` points are subtracted because they are not durable yet. */
export function standingOf(world: World, playerId: PlayerId, notYet = 0): Standing {
  const { accounts, board } = world;
  const row = accounts.find(playerId);
  const score = row === undefined ? 0 : accounts.score[row] - notYet;
  return { score, rank: board.rankOfScore(score), of: board.count };
}

/** The row of the player at an index of the rank order, from 0. */
export function boardRowAt(world: World, index: number): AdminBoardRow {
  const { accounts, board } = world;
  const row = board.order[index];
  const score = accounts.score[row];
  return {
    rank: board.rankOfScore(score),
    playerId: accounts.idOf(row),
    name: accounts.nameOf(row),
    score,
    online: accounts.mover[row] !== 0,
  };
}
