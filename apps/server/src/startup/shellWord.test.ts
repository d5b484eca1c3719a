import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { shellWord } from "./shellWord.ts";

it.each(["/srv/doubloon/data", "/home/anne's data", "$HOME", "", "a;b", "*", 'say "ho"', "-x=1"])(
  "a shell reads %s as one word",
  (text) => {
    const { stdout } = spawnSync("sh", ["-c", `printf %s ${shellWord(text)}`], { encoding: "utf8" });
    expect(stdout).toBe(text);
  },
);

it("leaves plain paths as they are", () => {
  expect(shellWord("/srv/doubloon/data")).toBe("/srv/doubloon/data");
});
