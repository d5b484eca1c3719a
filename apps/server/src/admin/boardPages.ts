// The pages of the leaderboard that consoles watch: each asked for once a beat, however many consoles watch it, and
// bounded in number between beats. Checks what a console asks for.
import {
  type AdminBoardPage,
  type AdminBoardQuery,
  MAX_ADMIN_PAGE,
  MAX_ADMIN_SEARCH,
} from "@doubloon/shared/protocol/admin";
import { z } from "zod";
import type { AdminSources } from "./sources.ts";

/** Far beyond any ranking, yet an integer that every column can hold. */
const MAX_OFFSET = 2 ** 31 - 1;

const boardQuery = z.strictObject({
  offset: z.int().min(0).max(MAX_OFFSET),
  limit: z.int().min(1).max(MAX_ADMIN_PAGE),
  search: z.string().max(MAX_ADMIN_SEARCH),
});

/** The query, or undefined if it is none. */
export function checkBoardQuery(raw: unknown): AdminBoardQuery | undefined {
  return boardQuery.safeParse(raw).data;
}

/** A page, and its text, by which two pages are compared. */
export interface PreparedPage {
  readonly page: AdminBoardPage;
  readonly text: string;
}

export interface BoardPages {
  /** Resolves to undefined if there was too much else to search for; rejects if the source fails. */
  get(query: AdminBoardQuery): Promise<PreparedPage | undefined>;
  /** Forgets all pages: those asked for from now on are fresh. */
  beat(): void;
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
    beat: () => pages.clear(),
  };
}
