import { expect, test } from "vitest";
import { makeLogger } from "./logger.ts";

/** A log that writes to memory. */
async function logTo(terminal: boolean, level = "info") {
  let text = "";
  const out = {
    write(line: string) {
      text += line;
    },
  };
  const logger = await makeLogger(level, { out, terminal, color: false });
  return { logger, text: () => text };
}

test("a terminal gets readable lines", async () => {
  const { logger, text } = await logTo(true);
  logger.warn({ code: 1 }, "a gateway has ended");
  expect(text()).toMatch(/^\[\d\d:\d\d:\d\d\] WARN: a gateway has ended \{.*"code":1.*\}\n$/);
  logger.error({ err: new Error("disk full") }, "the world could not be saved");
  expect(text()).toContain("disk full");
  expect(text()).not.toContain("\u001b");
});

test("any other target gets one JSON object per line", async () => {
  const { logger, text } = await logTo(false);
  logger.warn({ code: 1 }, "a gateway has ended");
  expect(text()).toMatch(/\}\n$/);
  expect(JSON.parse(text())).toEqual({
    level: 40,
    time: expect.any(Number),
    code: 1,
    msg: "a gateway has ended",
  });
});

test.each([true, false])("lines below the level are dropped (terminal: %s)", async (terminal) => {
  const { logger, text } = await logTo(terminal, "error");
  logger.warn("below the level");
  expect(text()).toBe("");
});
