import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jwtVerify, SignJWT } from "jose";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadPassSecret, makePasses, newPlayerId } from "./passes.ts";

const secret = new Uint8Array(32).fill(1);
const passes = makePasses(secret);

test("a pass says whose it is", () => {
  const playerId = newPlayerId();
  expect(playerId).toMatch(/^[\w-]{22}$/);
  expect(passes.read(passes.issue(playerId))).toBe(playerId);
});

test("a pass is a JSON Web Token that others can check and make", async () => {
  const playerId = newPlayerId();
  const { payload, protectedHeader } = await jwtVerify(passes.issue(playerId), secret, {
    issuer: "doubloon",
  });
  expect(payload).toEqual({ iss: "doubloon", sub: playerId });
  expect(protectedHeader).toEqual({ alg: "HS256" });
  const made = new SignJWT().setProtectedHeader({ alg: "HS256" }).setIssuer("doubloon").setSubject(playerId);
  expect(passes.read(await made.sign(secret))).toBe(playerId);
});

test("a pass of another secret, a changed one, one without signature or of another issuer is nobody's", async () => {
  const playerId = newPlayerId();
  const token = passes.issue(playerId);
  const [header, , signature] = token.split(".");
  const other = Buffer.from(JSON.stringify({ iss: "doubloon", sub: newPlayerId() })).toString("base64url");
  const none = Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url");
  const sign = (iss: string, sub: string): Promise<string> =>
    new SignJWT().setProtectedHeader({ alg: "HS256" }).setIssuer(iss).setSubject(sub).sign(secret);
  const forged = [
    makePasses(new Uint8Array(32).fill(2)).issue(playerId),
    `${header}.${other}.${signature}`,
    `${none}.${other}.`,
    `${token}.${signature}`,
    `${header}.${other}`,
    await sign("elsewhere", playerId),
    await sign("doubloon", "../../etc"),
    "",
    "x".repeat(1_000),
  ];
  for (const token of forged) expect(passes.read(token)).toBeUndefined();
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "doubloon-passes-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("the secret is made once, for the owner's eyes only", async () => {
  const made = await loadPassSecret(folder);
  expect(made.length).toBe(32);
  expect(await loadPassSecret(folder)).toEqual(made);
  expect((await stat(join(folder, "pass.key"))).mode & 0o777).toBe(0o600);
  expect(await readFile(join(folder, "pass.key"))).toEqual(made);
});

test("many that start at once read one and the same secret, never a part of it", async () => {
  const secrets = await Promise.all(Array.from({ length: 20 }, () => loadPassSecret(folder)));
  for (const made of secrets) expect(made).toEqual(secrets[0]);
  expect(await readdir(folder)).toEqual(["pass.key"]);
});

test("an empty secret is an error that says how to go on, and stays as it is", async () => {
  await writeFile(join(folder, "pass.key"), "");
  await expect(loadPassSecret(folder)).rejects.toThrow(
    /pass\.key: 0 bytes, expected a secret of 32; restore it from a backup, or delete it/,
  );
  expect((await readFile(join(folder, "pass.key"))).length).toBe(0);
});

test("a damaged secret is named", async () => {
  await writeFile(join(folder, "pass.key"), "short");
  await expect(loadPassSecret(folder)).rejects.toThrow("pass.key: 5 bytes, expected a secret of 32");
});
