// Pages of the leaderboard as queries. Pages count from 0.
import type { AdminBoardQuery } from "@doubloon/shared/protocol/admin";

export const PAGE_SIZES = [10, 25, 50, 100] as const;
export const FIRST_QUERY: AdminBoardQuery = { offset: 0, limit: 25, search: "" };

export function pageOf(query: AdminBoardQuery): number {
  return Math.floor(query.offset / query.limit);
}

/** At least one, so that an empty ranking has a page to show. */
export function pageCount(total: number, limit: number): number {
  return Math.max(1, Math.ceil(total / limit));
}

/** The query for a page, clamped to the first and the last page. */
export function toPage(query: AdminBoardQuery, page: number, total: number): AdminBoardQuery {
  const clamped = Math.min(Math.max(0, page), pageCount(total, query.limit) - 1);
  return { ...query, offset: clamped * query.limit };
}

/** The query with another page size, for the page that contains the first row shown now. */
export function withPageSize(query: AdminBoardQuery, limit: number): AdminBoardQuery {
  return { ...query, limit, offset: Math.floor(query.offset / limit) * limit };
}

/** The query with another search text, for its first page. */
export function withSearch(query: AdminBoardQuery, search: string): AdminBoardQuery {
  return { ...query, search, offset: 0 };
}

export function sameQuery(a: AdminBoardQuery, b: AdminBoardQuery): boolean {
  return a.offset === b.offset && a.limit === b.limit && a.search === b.search;
}
