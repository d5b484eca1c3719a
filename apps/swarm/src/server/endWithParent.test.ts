import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const MODULE = fileURLToPath(new URL("endWithParent.ts", import.meta.url));
/** Starts a detached child that never ends, prints its process id, and waits. */
const PARENT = `
  const { spawn } = await import("node:child_process");
  const { endWithParent } = await import(${JSON.stringify(MODULE)});
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { detached: true, stdio: "ignore" });
  endWithParent(child);
  process.once("SIGINT", () => process.exit(130));
  console.log(child.pid);
  setInterval(() => {}, 1000);
`;

test("a detached child is killed when its parent is interrupted", async () => {
  const parent = spawn(process.execPath, ["--input-type=module", "-e", PARENT], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface({ input: parent.stdout }), "line")) as [string];
  const pid = Number(line);
  expect(() => process.kill(pid, 0)).not.toThrow();
  parent.kill("SIGINT");
  await once(parent, "exit");
  await expect.poll(() => isRunning(pid), { timeout: 20_000 }).toBe(false);
});

/** Where nobody reaps it, a killed process stays as a zombie. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const status = `/proc/${pid}/stat`;
    return !existsSync("/proc/self") || !/\) [ZX] /.test(readFileSync(status, "utf8"));
  } catch {
    return false;
  }
}
