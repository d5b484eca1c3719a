// A console's orders about drains over a real socket: rights and malformed orders.
import { afterEach, beforeEach, expect, test } from "vitest";
import { type ConsoleClient, next, startAdmin } from "./testing/startAdmin.ts";

let server: Awaited<ReturnType<typeof startAdmin>>;
let client: ConsoleClient;
beforeEach(async () => {
  server = await startAdmin();
  client = server.client({ cookie: await server.signIn() });
  const listed = next(client, "gateways");
  client.connect();
  await listed;
});
afterEach(() => server.stop());

test("only a game master with the right may give orders, and hears why one is not possible", async () => {
  const nobody = { ok: false, text: "Not possible: there is no such gateway." };
  expect(await client.emitWithAck("drain", "nobody", "start")).toEqual(nobody);
  await server.store.setMayOperate(server.master.name, false);
  const refused = { ok: false, text: expect.stringContaining("npm run gamemaster -- operate") };
  expect(await client.emitWithAck("drain", "nobody", "start")).toEqual(refused);
});

test.each([
  ["no gateway", ["", "start"]],
  ["an unknown act", ["gateway-1", "flood"]],
  ["no act", ["gateway-1"]],
])("%s ends the connection", async (_what, order) => {
  const gone = new Promise<string>((resolve) => client.once("disconnect", resolve));
  (client as unknown as { emit(event: string, ...args: unknown[]): void }).emit("drain", ...order, () => {});
  expect(await gone).toBe("io server disconnect");
});
