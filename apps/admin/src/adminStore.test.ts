// How the store handles the server's messages.
import type { PlayerId } from "@doubloon/shared/ids";
import type { AdminBoardPage, AdminBoardQuery } from "@doubloon/shared/protocol/admin";
import { makeAdminSample } from "@doubloon/shared/testing/adminSample";
import { beforeEach, describe, expect, test } from "vitest";
import { type AdminStore, createAdminStore } from "./adminStore.ts";
import { FIRST_QUERY } from "./board/paging.ts";

let store: AdminStore;
beforeEach(() => {
  store = createAdminStore();
  store.getState().setAccess({ state: "signedIn", name: "gamemaster" });
});

/** A page with rows given as `NAME:SCORE`, followed by `*` if online. */
function pageOf(
  rows: readonly string[],
  query: AdminBoardQuery = FIRST_QUERY,
  total = rows.length,
): AdminBoardPage {
  return {
    query,
    total,
    rows: rows.map((row, i) => {
      const [name, score] = row.replace("*", "").split(":");
      return {
        rank: i + 1,
        playerId: name as PlayerId,
        name,
        score: Number(score),
        online: row.endsWith("*"),
      };
    }),
  };
}
const changed = () => [...store.getState().board.changed].sort();

describe("the leaderboard", () => {
  test("marks players with a changed score or presence and new players, but not a change of rank alone", () => {
    const { takeBoard } = store.getState();
    takeBoard(pageOf(["ann:30", "bob:20", "cat:10*"]));
    expect(changed()).toEqual([]);
    takeBoard(pageOf(["bob:40", "ann:30", "cat:10", "dan:5"]));
    expect(changed()).toEqual(["bob", "cat", "dan"]);
    takeBoard(pageOf(["bob:40", "ann:30", "cat:10", "dan:5"]));
    expect(changed()).toEqual([]);
  });

  test("marks nobody after turning the page", () => {
    const next = { ...FIRST_QUERY, offset: 25 };
    store.getState().takeBoard(pageOf(["ann:30"], FIRST_QUERY, 26));
    store.getState().chooseBoard(next);
    store.getState().takeBoard(pageOf(["zoe:1"], next, 26));
    expect(store.getState().board.page?.rows[0].name).toBe("zoe");
    expect(changed()).toEqual([]);
  });

  test("ignores the answer to an earlier query and keeps the page it has", () => {
    store.getState().takeBoard(pageOf(["ann:30"]));
    store.getState().chooseBoard({ ...FIRST_QUERY, search: "zo" });
    store.getState().takeBoard(pageOf(["ann:31"]));
    expect(store.getState().board.page?.rows[0].score).toBe(30);
  });

  test("asks for the last page when the page is past the end", () => {
    const far = { ...FIRST_QUERY, offset: 100 };
    store.getState().chooseBoard(far);
    store.getState().takeBoard(pageOf([], far, 60));
    expect(store.getState().board.query.offset).toBe(50);
  });

  test("the same choice again changes nothing, so nothing is requested again", () => {
    const { board } = store.getState();
    store.getState().chooseBoard({ ...FIRST_QUERY });
    expect(store.getState().board).toBe(board);
  });
});

test("signing out clears every figure", () => {
  store.getState().setLink("live");
  store.getState().takeSample(makeAdminSample({ at: 1 }));
  store.getState().takeWorst([]);
  store.getState().takeGateways([]);
  store.getState().askToKick({ playerId: "ann" as PlayerId, name: "ann" });
  store.getState().takeBoard(pageOf(["ann:30"]));
  store.getState().setAccess({ state: "signedOut", expired: true });
  expect(store.getState()).toMatchObject({ link: "connecting", samples: [], worst: undefined });
  expect(store.getState()).toMatchObject({ gateways: undefined, kicking: undefined });
  expect(store.getState().board.page).toBeUndefined();
});

test("figures stay on the page while it reconnects", () => {
  store.getState().takeSample(makeAdminSample({ at: 1 }));
  store.getState().setLink("reconnecting");
  expect(store.getState().samples.length).toBe(1);
});
