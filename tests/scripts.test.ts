// The npm commands refuse what they do not know, in one line, before they install, build or start anything.
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { filesUnder } from "./sources.ts";

/** Parts of commands, and commands whose program reads the flags. */
const OTHERS = [
  "lib",
  "spec",
  "testPage",
  "systemTools",
  "scriptSizes",
  "framePlay",
  "framePauses",
  "imageBase",
  "v8",
];
const PROGRAMS = ["run", "start", "bench"];
const commands = filesUnder("scripts")
  .flatMap((path) => /^scripts\/(\w+)\.mjs$/.exec(path)?.[1] ?? [])
  .filter((name) => ![...OTHERS, ...PROGRAMS].includes(name));

describe.each(commands)("scripts/%s.mjs", (name) => {
  it("refuses an unknown flag with the ones that it expects", () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [`scripts/${name}.mjs`, "--no-such-flag"],
      {
        encoding: "utf8",
      },
    );
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^doubloon: Unknown option '--no-such-flag'; expected npm (run|test)[^\n]*\n$/);
  });
});
