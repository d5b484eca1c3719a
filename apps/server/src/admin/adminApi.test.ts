// Signing in and out against a real server.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { TRIES_PER_ADDRESS } from "./loginLimiter.ts";
import { SESSION_COOKIE, sessionCookie } from "./sessionCookie.ts";
import { SESSION_IDLE_MS } from "./sessions.ts";
import { sessionCookieOf, startAdmin } from "./testing/startAdmin.ts";

let server: Awaited<ReturnType<typeof startAdmin>>;
beforeEach(async () => {
  server = await startAdmin();
});
afterEach(() => server.stop());

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

  test("is refused after too many tries, even with the right password, until the minute is over", async () => {
    for (let i = 0; i < TRIES_PER_ADDRESS; i++) {
      expect((await server.logIn(server.master.name, `wrong-${i}`)).status).toBe(401);
    }
    const refused = await server.logIn(server.master.name, server.master.password);
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("60");
    expect(await refused.json()).toMatchObject({ code: "tooManyTries", retryAfterMs: 60_000 });
    server.clock.advance(60_000);
    expect((await server.logIn(server.master.name, server.master.password)).status).toBe(200);
  });
});

describe("a session", () => {
  test("is over after signing out", async () => {
    const cookie = await server.signIn();
    const out = await server.post("/admin/api/logout", {}, { cookie });
    expect(out.status).toBe(204);
    expect(out.headers.getSetCookie()[0]).toContain("Max-Age=0");
    expect((await me(cookie)).status).toBe(401);
  });

  test("lives while it is used and ends when it is not", async () => {
    const cookie = await server.signIn();
    for (let i = 0; i < 3; i++) {
      server.clock.advance(SESSION_IDLE_MS - 1);
      expect((await me(cookie)).status).toBe(200);
    }
    server.clock.advance(SESSION_IDLE_MS + 1);
    expect((await me(cookie)).status).toBe(401);
  });

  test("cookie is for TLS alone where the page came over TLS", () => {
    expect(sessionCookie("id", true)).toContain("; Secure");
  });

  test("cannot be forged", async () => {
    for (const id of ["", "x", "A".repeat(43), "%00", "é", "' OR 1=1 --"]) {
      expect((await me(`${SESSION_COOKIE}=${encodeURIComponent(id)}`)).status).toBe(401);
    }
    expect((await me()).status).toBe(401);
  });

  test("opens what is guarded for game masters, and only that", async () => {
    expect((await fetch(`${server.url}/guarded`)).status).toBe(401);
    const cookie = await server.signIn();
    const response = await fetch(`${server.url}/guarded`, { headers: { cookie } });
    expect(await response.text()).toBe("in");
  });
});
