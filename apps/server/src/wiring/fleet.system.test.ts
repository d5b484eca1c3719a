// Debian's Prometheus scrapes a running server on which people play: every expression of the rules and dashboards in deploy/
// is one that Prometheus accepts, names metrics that exist, and has data.
import { readdirSync, readFileSync } from "node:fs";
import { refusals } from "@doubloon/shared/protocol/refusals";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type RedisServer, startRedisServer } from "../link/testing/redisServer.ts";
import { repositoryPath } from "../startup/repository.ts";
import { openPlayer, type Player } from "./testing/player.ts";
import {
  noPrometheus,
  type PrometheusProcess,
  promtool,
  startPrometheus,
} from "./testing/prometheusProcess.ts";
import { type ServerProcess, startServerProcess } from "./testing/serverProcess.ts";

const WAIT_MS = 150_000;
vi.setConfig({ testTimeout: 2 * WAIT_MS, hookTimeout: 2 * WAIT_MS });
const until = (look: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(look, { timeout: WAIT_MS, interval: 500 });

const reason = noPrometheus();
if (reason !== undefined) console.log(`doubloon: rules and dashboards are not tested, which ${reason}`);

/** Metrics of which a sound server may have no series, and why. */
const MAY_BE_EMPTY: Readonly<Record<string, string>> = {
  doubloon_boundary_errors_total: "one series for each kind of error that has happened",
};

/** Alerts about a server that is too slow for its players, which may be true of the machine that runs this test. */
const OF_SLOWNESS: readonly string[] = [
  "DoubloonTicksLateFast",
  "DoubloonTicksLateSlowly",
  "DoubloonLoadHigh",
];

const PROMETHEUS = repositoryPath("deploy/prometheus");
const DASHBOARDS = repositoryPath("deploy/grafana");

interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly {
    readonly id: number;
    readonly title: string;
    readonly datasource: { readonly uid: string };
    readonly targets: readonly { readonly refId: string; readonly expr: string }[];
  }[];
}

const dashboards = readdirSync(DASHBOARDS)
  .filter((file) => file.endsWith(".json"))
  .map((file) => JSON.parse(readFileSync(`${DASHBOARDS}/${file}`, "utf8")) as Dashboard);
const panels = dashboards.flatMap((dashboard) => dashboard.panels);
const drawn = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));

/** Names of metrics and recorded series in an expression. */
const namesIn = (expression: string): string[] => expression.match(/\bdoubloon[_:][\w:]*/g) ?? [];

/** The metrics that a server exports, by the TYPE lines of its text; a histogram is three. */
function exported(text: string): Set<string> {
  const names = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].flatMap(([, name, type]) =>
    type === "histogram" ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  );
  return new Set(names);
}

describe("the dashboards", () => {
  it("have addresses of their own, and only panels that ask the provisioned source something", () => {
    expect(dashboards.length).toBeGreaterThan(3);
    expect(new Set(dashboards.map(({ uid }) => uid)).size).toBe(dashboards.length);
    const source = readFileSync(
      repositoryPath("deploy/grafana/provisioning/datasources/prometheus.yaml"),
      "utf8",
    );
    const [, uid] = / uid: (\w+)/.exec(source) ?? [];
    for (const panel of panels) {
      expect(panel.datasource.uid, panel.title).toBe(uid);
      expect(panel.targets.length, panel.title).toBeGreaterThan(0);
    }
  });
});

describe.skipIf(reason !== undefined)("Prometheus", () => {
  let redis: RedisServer;
  let server: ServerProcess;
  let prometheus: PrometheusProcess;
  const players: Player[] = [];

  beforeAll(async () => {
    redis = await startRedisServer();
    // With Redis and gateways in processes of their own, a machine has every metric that there is.
    server = await startServerProcess("--redis", redis.url, "--gateways", "2");
    prometheus = await startPrometheus(server.opsUrl);
    // Counters have begun at 0 before they count: `rate` sees the joins.
    await until(async () => expect(await prometheus.query("doubloon_joins_total")).toEqual([0]));
    for (const name of ["Anne", "Jack", "Mary", "Edward", "Grace", "Henry"]) {
      const player = openPlayer(server.url, name);
      players.push(player);
      await until(() => expect(player.frames).toBeGreaterThan(0));
      player.walk(8 * players.length);
    }
  });
  afterAll(async () => {
    for (const player of players) player.close();
    await prometheus?.stop();
    await server?.kill();
    await redis?.stop();
  });

  it("accepts the files and the cases of each alert", async () => {
    expect(await promtool("check", "config", `${PROMETHEUS}/prometheus.yaml`)).toMatch(
      "SUCCESS: 1 rule files",
    );
    expect(await promtool("test", "rules", `${PROMETHEUS}/rules.test.yaml`)).toMatch("SUCCESS");
  });

  it("finds every metric that rules and panels name, and every refusal", async () => {
    const rules = await prometheus.rules();
    const expressions = [...rules.map(({ query }) => query), ...drawn];
    const text = await (await fetch(`${server.opsUrl}metrics`)).text();
    const known = new Set([...exported(text), ...rules.map(({ name }) => name)]);
    expect(expressions.flatMap(namesIn).filter((name) => !known.has(name))).toEqual([]);
    const codes = expressions.flatMap((text) => [...text.matchAll(/code=~"([^"]+)"/g)]);
    expect(codes.length).toBeGreaterThan(0);
    const unknown = codes.flatMap(([, list]) => list.split("|")).filter((code) => !(code in refusals));
    expect(unknown).toEqual([]);
  });

  it("has data for everything that is recorded or drawn", async () => {
    const rules = await prometheus.rules();
    const recorded = rules.filter(({ type }) => type === "recording").map(({ name }) => name);
    expect(recorded.length).toBeGreaterThan(20);
    let missing = [...new Set([...recorded, ...drawn])].filter(
      (expression) => !namesIn(expression).some((name) => name in MAY_BE_EMPTY),
    );
    await until(async () => {
      const found = await Promise.all(missing.map((expression) => prometheus.query(expression)));
      missing = missing.filter((_, i) => !found[i].some(Number.isFinite));
      expect(missing).toEqual([]);
    });
    for (const expression of drawn) await expect(prometheus.query(expression)).resolves.toBeDefined();
  });

  it("evaluates every rule, and raises only the alert about the backup that nobody has made", async () => {
    await until(async () => {
      const rules = await prometheus.rules();
      const wrong = rules.filter(({ health }) => health !== "ok");
      expect(wrong.map(({ name, health, lastError }) => [name, health, lastError])).toEqual([]);
      const raised = rules.filter(({ type, state }) => type === "alerting" && state !== "inactive");
      const names = raised.map(({ name }) => name).filter((name) => !OF_SLOWNESS.includes(name));
      expect(names).toEqual(["DoubloonBackupOld"]);
    });
  });

  it("notices within seconds that no machine runs the world any more", async () => {
    await server.kill();
    await until(async () => {
      const rules = await prometheus.rules();
      expect(rules.find(({ name }) => name === "DoubloonNoLeader")?.state).toBe("firing");
    });
  });
});
