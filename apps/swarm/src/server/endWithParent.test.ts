import { spawn } from "node:child_process";
import { once } from "node:events";
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
  // A killed process is there until it is reaped.
  await expect.poll(() => isRunning(pid), { timeout: 20_000 }).toBe(false);
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
