// Signing in and out against a real server.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { deviceCookieOf, next, sessionCookieOf, startAdmin } from "../testing/startAdmin.ts";
import { ATTEMPTS_PER_DEVICE, ATTEMPTS_PER_GROUP } from "./loginLimiter.ts";
import { SESSION_COOKIE, sessionCookie } from "./sessionCookie.ts";
import { SESSION_IDLE_MS } from "./sessions.ts";

let server: Awaited<ReturnType<typeof startAdmin>>;
beforeEach(async () => {
  server = await startAdmin();
});
afterEach(async () => {
  vi.useRealTimers();
  await server.stop();
});

const me = (cookie?: string) =>
  fetch(`${server.url}/admin/api/me`, { headers: cookie === undefined ? {} : { cookie } });

describe("signing in", () => {
  test("with the right password sets a cookie that scripts and other sites cannot use", async () => {
    const response = await server.logIn(server.master.name, server.master.password);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ name: server.master.name });
    expect(response.headers.get("cache-control")).toBe("no-store");
    const flags = response.headers.getSetCookie()[0].split("; ").slice(1);
    expect(flags).toContain("HttpOnly");
    expect(flags).toContain("SameSite=Strict");
    expect(flags).toContain("Path=/");
    expect(flags).not.toContain("Secure");
    const known = await me(sessionCookieOf(response));
    expect(await known.json()).toEqual({ name: server.master.name });
  });

  test.each([
    ["wrong password", () => ["gamemaster", "wrong"]],
    ["unknown name", () => ["nobody", server.master.password]],
  ])(
    "with a %s is refused without a cookie and without saying which was wrong",
    async (_what, credentials) => {
      const [name, password] = credentials();
      const response = await server.logIn(name, password);
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ code: "wrongPassword", text: expect.any(String) });
      expect(response.headers.getSetCookie()).toEqual([]);
    },
  );

  test.each([
    ["no JSON", "{"],
    ["no object", '"name"'],
    ["a missing password", { name: "gamemaster" }],
    ["a password that is no text", { name: "gamemaster", password: ["x"] }],
    ["an endless password", { name: "gamemaster", password: "x".repeat(257) }],
    ["a field too many", { name: "gamemaster", password: "x", admin: true }],
    ["a body too large", { name: "gamemaster", password: "x".repeat(10_000) }],
  ])("with %s is malformed", async (_what, body) => {
    const response = await server.post("/admin/api/login", body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "malformed" });
  });

  test("from another site's page is refused", async () => {
    const response = await server.post("/admin/api/login", server.master, {
      origin: "http://elsewhere.example",
    });
    expect(response.status).toBe(403);
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  test("is refused after too many attempts, even with the right password, until the minute is over", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    for (let i = 0; i < ATTEMPTS_PER_GROUP; i++) {
      expect((await server.logIn(server.master.name, `wrong-${i}`)).status).toBe(401);
    }
    const refused = await server.logIn(server.master.name, server.master.password);
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("60");
    expect(await refused.json()).toMatchObject({ code: "tooManyTries", retryAfterMs: 60_000 });
    await server.logIn(server.master.name, "once more");
    expect(server.logged.filter(({ msg }) => String(msg).startsWith("too many attempts")).length).toBe(1);
    vi.setSystemTime(Date.now() + 60_000);
    expect((await server.logIn(server.master.name, server.master.password)).status).toBe(200);
  });

  test("is not blocked by other people's attempts from five other addresses", async () => {
    const logInFrom = (address: string, password: string) =>
      server.post("/admin/api/login", { name: server.master.name, password }, { "x-forwarded-for": address });
    for (let address = 1; address <= 5; address++) {
      for (let i = 0; i < ATTEMPTS_PER_GROUP; i++) {
        expect((await logInFrom(`192.0.2.${address}`, `wrong-${i}`)).status).toBe(401);
      }
      expect((await logInFrom(`192.0.2.${address}`, server.master.password)).status).toBe(429);
    }
    expect((await logInFrom("198.51.100.7", server.master.password)).status).toBe(200);
  });

  test("is answered with the time to wait while too many passwords are being checked", async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        server.post(
          "/admin/api/login",
          { name: server.master.name, password: "wrong" },
          { "x-forwarded-for": `192.0.2.${i}` },
        ),
      ),
    );
    const busy = answers.filter(({ status }) => status === 503);
    expect(busy.length).toBeGreaterThan(0);
    expect(busy[0].headers.get("retry-after")).toBe("2");
    expect(await busy[0].json()).toMatchObject({ code: "busy" });
    expect(answers.filter(({ status }) => status === 401).length).toBe(40 - busy.length);
  });

  test("works from a known device at an address that has used up its attempts", async () => {
    const device = deviceCookieOf(await server.logIn(server.master.name, server.master.password));
    for (let i = 0; i < ATTEMPTS_PER_GROUP; i++) await server.logIn(server.master.name, `wrong-${i}`);
    expect((await server.logIn(server.master.name, server.master.password)).status).toBe(429);
    const known = await server.post("/admin/api/login", server.master, { cookie: device });
    expect(known.status).toBe(200);
    // The device is known for that game master alone, and only with the server's own signature.
    const otherName = { name: "somebody", password: "wrong" };
    expect((await server.post("/admin/api/login", otherName, { cookie: device })).status).toBe(429);
    const forged = `${device.slice(0, -4)}AAAA`;
    expect((await server.post("/admin/api/login", server.master, { cookie: forged })).status).toBe(429);
  });

  test("sets a device cookie that scripts and other sites cannot use and that signs nobody in", async () => {
    const response = await server.logIn(server.master.name, server.master.password);
    const line = response.headers.getSetCookie().find((cookie) => cookie.startsWith("doubloon_device="));
    const flags = ["HttpOnly", "SameSite=Strict", "Path=/admin", "Max-Age=15552000"];
    expect(line?.split("; ")).toEqual(expect.arrayContaining(flags));
    expect((await me(deviceCookieOf(response))).status).toBe(401);
  });
});

describe("a session", () => {
  test("ends by signing out", async () => {
    const cookie = await server.signIn();
    const out = await server.post("/admin/api/logout", {}, { cookie });
    expect(out.status).toBe(204);
    expect(out.headers.getSetCookie()[0]).toContain("Max-Age=0");
    expect((await me(cookie)).status).toBe(401);
  });

  test("stays valid while it is used and ends when it is not", async () => {
    const cookie = await server.signIn();
    for (let i = 0; i < 3; i++) {
      server.clock.advance(SESSION_IDLE_MS - 1);
      expect((await me(cookie)).status).toBe(200);
    }
    server.clock.advance(SESSION_IDLE_MS + 1);
    expect((await me(cookie)).status).toBe(401);
  });

  test("cookie is limited to TLS if the page came over TLS", () => {
    expect(sessionCookie("id", true)).toContain("; Secure");
  });

  test("cannot be forged", async () => {
    for (const id of ["", "x", "A".repeat(43), "%00", "é", "' OR 1=1 --"]) {
      expect((await me(`${SESSION_COOKIE}=${encodeURIComponent(id)}`)).status).toBe(401);
    }
    expect((await me()).status).toBe(401);
  });
});

describe("a new password", () => {
  const change = (cookie: string, present: string, password: string) =>
    server.post("/admin/api/password", { present, password }, { cookie });

  test("replaces the old one and ends all other sessions", async () => {
    const here = await server.signIn();
    const there = await server.signIn();
    const console = server.client({ cookie: there });
    const closed = new Promise((resolve) => console.once("disconnect", resolve));
    const history = next(console, "history");
    console.connect();
    await history;
    expect((await change(here, server.master.password, "a new password")).status).toBe(204);
    expect(await closed).toBe("io server disconnect");
    expect((await me(here)).status).toBe(200);
    expect((await me(there)).status).toBe(401);
    expect((await server.logIn(server.master.name, server.master.password)).status).toBe(401);
    expect((await server.logIn(server.master.name, "a new password")).status).toBe(200);
    expect(JSON.stringify(server.logged)).not.toContain("a new password");
  });

  test("is refused without the present one, and guessing is limited", async () => {
    const cookie = await server.signIn();
    for (let i = 0; i < ATTEMPTS_PER_DEVICE; i++) {
      const refused = await change(cookie, `wrong-${i}`, "a new password");
      expect(refused.status).toBe(403);
      expect(await refused.json()).toMatchObject({ code: "wrongPresentPassword" });
    }
    expect((await change(cookie, server.master.password, "a new password")).status).toBe(429);
  });

  test.each([
    ["too short", "eleven char"],
    ["the present one", "present"],
    ["empty", ""],
  ])("is refused if it is %s", async (what, password) => {
    const cookie = await server.signIn();
    const chosen = what === "the present one" ? server.master.password : password;
    const refused = await change(cookie, server.master.password, chosen);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ code: "weakPassword" });
  });

  test.each([
    ["nothing", undefined],
    ["no text", { present: 1, password: ["x"] }],
    ["an endless one", { present: "x", password: "x".repeat(257) }],
  ])("that is %s is malformed", async (_what, body) => {
    const cookie = await server.signIn();
    const refused = await server.post("/admin/api/password", body ?? {}, { cookie });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ code: "malformed" });
  });

  test("needs a session", async () => {
    expect((await change("", server.master.password, "a new password")).status).toBe(401);
  });
});

test("signing out everywhere ends every session and every console of the game master", async () => {
  const here = await server.signIn();
  const there = await server.signIn();
  const console = server.client({ cookie: there });
  const closed = new Promise((resolve) => console.once("disconnect", resolve));
  const history = next(console, "history");
  console.connect();
  await history;
  const out = await server.post("/admin/api/logout-everywhere", {}, { cookie: here });
  expect(out.status).toBe(204);
  expect(out.headers.getSetCookie()[0]).toContain("Max-Age=0");
  expect(await closed).toBe("io server disconnect");
  for (const cookie of [here, there]) expect((await me(cookie)).status).toBe(401);
  expect((await server.post("/admin/api/logout-everywhere", {}, { cookie: here })).status).toBe(401);
});
