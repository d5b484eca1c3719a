// The pages of the leaderboard that consoles watch: each is requested once per second, however many consoles watch it.
// Validates the consoles' queries.
import {
  type AdminBoardPage,
  type AdminBoardQuery,
  MAX_ADMIN_PAGE,
  MAX_ADMIN_SEARCH,
} from "@doubloon/shared/protocol/admin";
import { z } from "zod";
import type { AdminSources } from "./sources.ts";

/** Far beyond any ranking, but still a 32-bit integer. */
const MAX_OFFSET = 2 ** 31 - 1;

const boardQuery = z.strictObject({
  offset: z.int().min(0).max(MAX_OFFSET),
  limit: z.int().min(1).max(MAX_ADMIN_PAGE),
  search: z.string().max(MAX_ADMIN_SEARCH),
});

/** The query; undefined if `raw` is not one. */
export function checkBoardQuery(raw: unknown): AdminBoardQuery | undefined {
  return boardQuery.safeParse(raw).data;
}

/** A page and its JSON, by which pages are compared. */
export interface PreparedPage {
  readonly page: AdminBoardPage;
  readonly text: string;
}

export interface BoardPages {
  /** Resolves to undefined if too many other searches are running. Rejects if the source fails. */
  get(query: AdminBoardQuery): Promise<PreparedPage | undefined>;
  /** Drops all pages, so that the next requests are fresh. */
  clear(): void;
}

export function createBoardPages(sources: Pick<AdminSources, "board">): BoardPages {
  const pages = new Map<string, Promise<PreparedPage | undefined>>();

  async function prepare(query: AdminBoardQuery): Promise<PreparedPage | undefined> {
    const page = await sources.board(query);
    return page && { page, text: JSON.stringify(page) };
  }

  return {
    get(query) {
      const key = `${query.offset} ${query.limit} ${query.search}`;
      let prepared = pages.get(key);
      if (prepared === undefined) {
        prepared = prepare(query);
        pages.set(key, prepared);
      }
      return prepared;
    },
    clear: () => pages.clear(),
  };
}
