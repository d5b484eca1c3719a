// The map's great finds: fetched at the start and after a crown, and nothing else; a server without them changes nothing.
import { afterEach, expect, test, vi } from "vitest";
import { huntStore, type ShownFind } from "../hunting/huntStore.ts";
import { type GreatFind, linkGreatFinds } from "./greatFinds.ts";

let greats: readonly GreatFind[] = [];
const show = (finds: readonly GreatFind[]): void => {
  greats = finds;
};
const find = (id: number, tier: string): ShownFind => ({
  id,
  hunt: 1,
  cache: id,
  tier,
  mimic: false,
  tileX: 4,
  tileY: 5,
  by: [{ name: "Anne", points: 300 }],
});
let unlink: (() => void) | undefined;
afterEach(() => {
  unlink?.();
  huntStore.setState({ finds: [] });
});

test("they are fetched when the game begins, and again after a crown was found", async () => {
  const asked: string[] = [];
  let finds = [{ hunt: 1, tileX: 10, tileY: 20, name: "Anne" }];
  unlink = linkGreatFinds(
    show,
    async (url) => {
      asked.push(url);
      return new Response(JSON.stringify({ season: 1, greatFinds: finds, archives: [] }));
    },
    0,
  );
  await vi.waitFor(() => expect(greats).toEqual([{ name: "Anne", x: 10.5, y: 20.5 }]));
  finds = [...finds, { hunt: 2, tileX: 1, tileY: 2, name: "Bo" }];
  huntStore.setState({ finds: [find(1, "chest")] });
  huntStore.setState({ finds: [find(2, "crown"), find(1, "chest")] });
  await vi.waitFor(() => expect(greats.map(({ name }) => name)).toEqual(["Anne", "Bo"]));
  expect(asked).toEqual(["/season.json", "/season.json"]);
});

test.each([
  ["no answer", () => Promise.reject(new Error("offline"))],
  ["an error", async () => new Response("{}", { status: 503 })],
  ["another answer", async () => new Response("[]")],
])("with %s the map keeps what it has", async (_, request: () => Promise<Response>) => {
  const before = greats;
  const answered = vi.fn(request);
  unlink = linkGreatFinds(show, answered, 0);
  await vi.waitFor(() => expect(answered).toHaveBeenCalled());
  expect(greats).toBe(before);
});
