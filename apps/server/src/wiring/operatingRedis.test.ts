// Checks docs/operating-redis.md against a real Redis: the documented access control list, and TLS with a self-made
// certificate.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createClient } from "redis";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type RedisServer, startRedisServer } from "../link/testing/redisServer.ts";
import { probeRedis } from "../redis/probeRedis.ts";
import { repositoryPath } from "../startup/repository.ts";
import { openConsole, signIn } from "./testing/console.ts";
import { openPlayer, type Player } from "./testing/player.ts";
import { type ServerProcess, startServerProcess } from "./testing/serverProcess.ts";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });
const until = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: 60_000, interval: 20 });
const run = promisify(execFile);

let folder: string;
let redis: RedisServer | undefined;
let server: ServerProcess | undefined;
let player: Player | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "doubloon-redis-"));
});
afterEach(async () => {
  player?.close();
  await server?.kill();
  await redis?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The documented list with a password for the test. */
async function documentedAcl(password: string): Promise<string> {
  const page = await readFile(repositoryPath("docs/operating-redis.md"), "utf8");
  const list = /```acl\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
  expect(list).toContain("user doubloon on");
  return list.replace("PASSWORD", password);
}

it("the documented user can run an island, orders included, and do nothing else", async () => {
  const aclfile = join(folder, "users.acl");
  await writeFile(aclfile, await documentedAcl("sesame"));
  redis = await startRedisServer({ settings: ["--aclfile", aclfile] });
  const url = redis.url.replace("//", "//doubloon:sesame@");
  server = await startServerProcess("--redis", url);
  player = openPlayer(server.url, "Ann");
  await until(() => expect(player?.frames).toBeGreaterThan(0));
  await until(() => expect(player?.board?.online).toBe(1));
  const watch = openConsole(server.url, await signIn(server.url, server.gameMaster));
  const notice = { kind: "info", text: "The tide is out." } as const;
  expect(await watch.socket.emitWithAck("announce", notice)).toEqual({ ok: true, reached: 1 });
  watch.socket.disconnect();

  const user = await createClient({ url })
    .on("error", () => {})
    .connect();
  await until(async () => {
    const published = (await user.get("{doubloon}:snapshot")) ?? "";
    expect(published.length + Object.keys(await user.hGetAll("{doubloon}:records")).length).toBeGreaterThan(
      0,
    );
  });
  // The doctor gets along with the same rights.
  expect((await probeRedis(url, 1)).version).toMatch(/^\d+\.\d+/);
  await expect(user.get("{other}:lease")).rejects.toThrow("NOPERM");
  await expect(user.publish("other:world", "x")).rejects.toThrow("NOPERM");
  await expect(user.flushAll()).rejects.toThrow("NOPERM");
  await expect(user.configGet("*")).rejects.toThrow("NOPERM");
  user.destroy();
  expect(server.log()).not.toContain("NOPERM");
});

it("an island runs over TLS with a certificate of a configured authority, and not with an unknown one", async () => {
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"];
  const out = ["-keyout", key, "-out", certificate, "-days", "2"];
  await run("openssl", [
    "req",
    "-x509",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:prime256v1",
    "-nodes",
    ...out,
    ...subject,
  ]);
  const files = ["--tls-cert-file", certificate, "--tls-key-file", key, "--tls-ca-cert-file", certificate];
  redis = await startRedisServer({ tls: true, settings: [...files, "--tls-auth-clients", "no"] });
  await expect(startServerProcess("--redis", redis.url)).rejects.toThrow("cannot connect to Redis");
  process.env["NODE_EXTRA_CA_CERTS"] = certificate;
  try {
    server = await startServerProcess("--redis", redis.url);
  } finally {
    delete process.env["NODE_EXTRA_CA_CERTS"];
  }
  player = openPlayer(server.url, "Ann");
  await until(() => expect(player?.frames).toBeGreaterThan(0));
});
