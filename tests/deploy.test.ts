// The files in deploy/ agree with the code that they start, and the tools that read them accept them.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readText } from "./sources.ts";

const V8_FLAGS = [...readText("scripts/v8.mjs").matchAll(/"(--[^"]+)"/g)].map(([, flag]) => flag);
const isThere = (program: string): boolean => spawnSync(program, ["--version"]).error === undefined;

describe("deploy/", () => {
  it("starts the server with the V8 settings of npm start", () => {
    expect(V8_FLAGS.length).toBeGreaterThan(0);
    const flags = V8_FLAGS.map((flag) => `"${flag}"`).join(", ");
    expect(readText("deploy/Containerfile")).toContain(
      `ENTRYPOINT ["node", ${flags}, "/app/apps/server/src/main.ts"]`,
    );
    expect(readText("deploy/systemd/doubloon.service")).toContain(
      `/bin/node ${V8_FLAGS.join(" ")} /opt/doubloon/apps/server/src/main.ts`,
    );
  });

  it("names only variables that the server knows, and the version that npm run image builds", () => {
    const settings = readText("apps/server/src/config/settings.ts");
    const compose = readText("deploy/compose/compose.yaml");
    const files = [compose, readText("deploy/Containerfile"), readText("deploy/systemd/doubloon.service")];
    const named = files.flatMap((text) => text.match(/\bDOUBLOON_[A-Z_]+/g) ?? []);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !settings.includes(`"${name}"`))).toEqual([]);
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    expect(compose).toContain(`image: localhost/doubloon:${version}\n`);
  });

  it("keeps the same files out of the image with docker, which reads its own list", () => {
    expect(readText("deploy/Containerfile.dockerignore")).toBe(readText(".containerignore"));
  });

  it("has no fixed password, and a compose file that dclint accepts", () => {
    expect(readText("deploy/compose/compose.yaml")).not.toMatch(/PASSWORD: ["']?[A-Za-z0-9]/);
    const lint = [
      "node_modules/dclint/bin/dclint.cjs",
      "-c",
      "deploy/compose/dclint.json",
      "deploy/compose/compose.yaml",
      "--max-warnings",
      "0",
    ];
    const { status, stdout } = spawnSync(process.execPath, lint, { encoding: "utf8" });
    expect([status, status === 0 ? "" : stdout]).toEqual([0, ""]);
  });

  it("has for each alert a section in the runbook, a case in which it fires, and one in which it does not", () => {
    const alerts = [
      ...readText("deploy/prometheus/rules.yaml").matchAll(/ alert: (\w+)[\s\S]*?runbook: (\S+)/g),
    ].map(([, name, runbook]) => ({ name, runbook }));
    expect(alerts.length).toBeGreaterThan(8);
    const sections = [...readText("docs/runbook.md").matchAll(/^## (\w+)$/gm)].map(([, heading]) => heading);
    expect(sections).toEqual(alerts.map(({ name }) => name));
    const links = alerts.map(({ name }) => `docs/runbook.md#${name.toLowerCase()}`);
    expect(alerts.map(({ runbook }) => runbook)).toEqual(links);
    const cases = readText("deploy/prometheus/rules.test.yaml");
    const untested = alerts.filter(
      ({ name }) =>
        !new RegExp(`alertname: ${name}\n +exp_alerts: \\[\\]`).test(cases) ||
        !new RegExp(`alertname: ${name}\n +exp_alerts:\n`).test(cases),
    );
    expect(untested).toEqual([]);
  });

  it.skipIf(!isThere("promtool"))("has a scrape config and rules that Prometheus accepts", () => {
    const args = ["check", "config", "deploy/prometheus/prometheus.yaml"];
    const { status, stdout, stderr } = spawnSync("promtool", args, { encoding: "utf8" });
    expect([status, status === 0 ? "" : stdout + stderr]).toEqual([0, ""]);
  });

  it("gives Redis the password of the environment", () => {
    const compose = readText("deploy/compose/compose.yaml");
    const [, block] = /- -c\n +- \|\n((?: {8}.*\n)+)/.exec(compose) ?? [];
    const script = block
      .replaceAll(/^ {8}/gm, "")
      .replaceAll("$$", "$")
      .replace("exec redis-server -", "cat");
    const { stdout } = spawnSync("sh", ["-c", script], {
      encoding: "utf8",
      env: { REDIS_PASSWORD: "s3cret" },
    });
    expect(stdout).toBe("requirepass s3cret\nappendonly yes\ndir /data\n");
    expect(compose).toContain('REDISCLI_AUTH="$$REDIS_PASSWORD" redis-cli');
  });

  it.skipIf(!isThere("systemd-analyze"))("has a unit that systemd accepts and calls well confined", () => {
    const unit = "deploy/systemd/doubloon.service";
    const { stdout, stderr } = spawnSync("systemd-analyze", ["verify", unit], { encoding: "utf8" });
    // Nothing is installed here, so the program is missing; nothing else may be wrong with the unit itself.
    const wrong = (stdout + stderr)
      .split("\n")
      .filter((line) => line.startsWith("doubloon.service") && !line.includes("is not executable"));
    expect(wrong).toEqual([]);
    const score = spawnSync("systemd-analyze", ["security", "--offline=true", unit], { encoding: "utf8" });
    expect(Number(/exposure level for \S+: ([\d.]+)/.exec(score.stdout)?.[1])).toBeLessThanOrEqual(2);
  });

  it.skipIf(!isThere("caddy"))("has a Caddyfile that Caddy accepts", () => {
    const env = { ...process.env, DOMAIN: "hunt.example.org" };
    const args = ["validate", "--config", "deploy/compose/Caddyfile", "--adapter", "caddyfile"];
    expect(spawnSync("caddy", args, { env }).status).toBe(0);
  });
});
