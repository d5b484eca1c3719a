// Against a real HTTPS server in the place of Kubernetes' API server, with a certificate of its own.
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findProgram } from "../wiring/testing/systemProgram.ts";
import { isWorthWriting, PodDeletionCost, podIdentity } from "./podDeletionCost.ts";

it.each([
  [0, undefined, true],
  [5, 5, false],
  [1, 0, true],
  [0, 3, true],
  [12, 3, false],
  [13, 3, true],
  [540, 500, false],
  [550, 500, true],
  [449, 500, true],
])("%i players where %s are written: %s", (players, written, worth) => {
  expect(isWorthWriting(players, written)).toBe(worth);
});

it("outside of Kubernetes says what is missing", () => {
  expect(() => podIdentity({}, "host")).toThrow(
    "KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set",
  );
  const env = { KUBERNETES_SERVICE_HOST: "10.0.0.1", KUBERNETES_SERVICE_PORT: "443" };
  expect(podIdentity(env, "gateways-1")).toMatchObject({ host: "10.0.0.1", port: 443, pod: "gateways-1" });
});

const openssl = findProgram("openssl");
describe.skipIf(openssl === undefined)("the pod's annotation", () => {
  let folder: string;
  let server: Server;
  let answer: { status: number; body: string };
  const asked: { line: string; token: string | undefined; type: string | undefined; body: string }[] = [];
  const cost = (): PodDeletionCost =>
    new PodDeletionCost({
      host: "127.0.0.1",
      port: (server.address() as AddressInfo).port,
      pod: "gateways-7d9f-abcde",
      folder,
    });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "doubloon-pod-"));
    const [key, cert] = [join(folder, "key.pem"), join(folder, "ca.crt")];
    const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
    const names = ["-subj", "/CN=kubernetes", "-addext", "subjectAltName=IP:127.0.0.1"];
    execFileSync(openssl ?? "", ["req", "-x509", ...kind, ...names, "-keyout", key, "-out", cert], {
      stdio: ["ignore", "ignore", "ignore"],
    });
    await writeFile(join(folder, "namespace"), "doubloon");
    await writeFile(join(folder, "token"), "first\n");
    server = createServer(
      { key: await readFile(key), cert: await readFile(cert) },
      async (request, response) => {
        const { method, url, headers } = request;
        const body = await text(request);
        asked.push({
          line: `${method} ${url}`,
          token: headers.authorization,
          type: headers["content-type"],
          body,
        });
        response.writeHead(answer.status).end(answer.body);
      },
    ).listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  beforeEach(() => {
    asked.length = 0;
    answer = { status: 200, body: "{}" };
  });
  afterAll(async () => {
    server.close();
    await rm(folder, { recursive: true });
  });

  it("is patched with the number of players, and only when it has changed", async () => {
    const one = cost();
    await one.update(40);
    await one.update(41);
    expect(asked).toEqual([
      {
        line: "PATCH /api/v1/namespaces/doubloon/pods/gateways-7d9f-abcde",
        token: "Bearer first",
        type: "application/merge-patch+json",
        body: '{"metadata":{"annotations":{"controller.kubernetes.io/pod-deletion-cost":"40"}}}',
      },
    ]);
    await writeFile(join(folder, "token"), "second");
    await one.update(0);
    expect(asked[1]).toMatchObject({ token: "Bearer second", body: expect.stringContaining('"0"') });
  });

  it("is patched once while an answer is awaited, and again after a refusal, whose reason is told", async () => {
    const one = cost();
    answer = { status: 403, body: '{"kind":"Status","message":"pods is forbidden"}' };
    const refused = one.update(7);
    await one.update(7);
    await expect(refused).rejects.toThrow("the API server answers 403: pods is forbidden");
    answer = { status: 502, body: "<html>" };
    await expect(one.update(7)).rejects.toThrow("answers 502: <html>");
    answer = { status: 200, body: "{}" };
    await one.update(7);
    await one.update(7);
    expect(asked).toHaveLength(3);
  });

  it("is not sent to a server with another certificate", async () => {
    const other = await mkdtemp(join(tmpdir(), "doubloon-pod-"));
    for (const name of ["token", "namespace"]) await writeFile(join(other, name), "x");
    await writeFile(join(other, "ca.crt"), "");
    const one = new PodDeletionCost({
      host: "127.0.0.1",
      port: (server.address() as AddressInfo).port,
      pod: "p",
      folder: other,
    });
    await expect(one.update(1)).rejects.toThrow(/certificate|self-signed/i);
    expect(asked).toEqual([]);
    await rm(other, { recursive: true });
  });
});
