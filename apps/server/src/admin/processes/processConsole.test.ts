// The console's processes over a real socket: rights, malformed requests, one part at a time.
import { afterEach, beforeEach, expect, test } from "vitest";
import { type ConsoleClient, next, startAdmin } from "../testing/startAdmin.ts";

let server: Awaited<ReturnType<typeof startAdmin>>;
let client: ConsoleClient;
beforeEach(async () => {
  server = await startAdmin();
  client = server.client({ cookie: await server.signIn() });
  const listed = next(client, "processes");
  client.connect();
  expect(await listed).toEqual([]);
});
afterEach(() => server.stop());

const RECORD = { act: "record", kind: "cpu", seconds: 30 } as const;

test("only a game master with the right may order and fetch", async () => {
  const reached = { ok: false, text: "The process cannot be reached at the moment." };
  expect(await client.emitWithAck("processOrder", "world", RECORD)).toEqual(reached);
  expect(await client.emitWithAck("recordingPart", "world", "one", 0)).toEqual(reached);
  await server.store.setMayOperate(server.master.name, false);
  const refused = { ok: false, text: expect.stringContaining("npm run gamemaster -- operate") };
  expect(await client.emitWithAck("processOrder", "world", RECORD)).toEqual(refused);
  expect(await client.emitWithAck("recordingPart", "world", "one", 0)).toEqual(refused);
});

test("parts are fetched one at a time", async () => {
  const both = await Promise.all(
    [0, 1].map((part) => client.emitWithAck("recordingPart", "world", "one", part)),
  );
  expect(both).toContainEqual({ ok: false, text: "This console is fetching another part already." });
});

test.each([
  ["too long a recording", { ...RECORD, seconds: 31 }],
  ["a fraction of a second", { ...RECORD, seconds: 0.5 }],
  ["an unknown kind", { ...RECORD, kind: "disk" }],
  ["a log level for too long", { act: "logLevel", level: "debug", minutes: 121 }],
  ["an unknown log level", { act: "logLevel", level: "loud", minutes: 1 }],
  ["no order", "record"],
])("%s ends the connection", async (_what, order) => {
  const gone = new Promise<string>((resolve) => client.once("disconnect", resolve));
  client.emit("processOrder", "world", order as never, () => {});
  expect(await gone).toBe("io server disconnect");
});
