import { makeAdminSample } from "@doubloon/shared/testing/adminSample";
import { expect, test } from "vitest";
import { saveWarning } from "./saveWarning.ts";

test("there is no warning while the world is being saved", () => {
  expect(saveWarning(makeAdminSample({}))).toBeUndefined();
});

test("the warning says for how long the world has not been saved", () => {
  expect(saveWarning(makeAdminSample({ unsavedMs: 12_345 }))).toBe(
    "The world has not been saved for 12 s. The server's log says why.",
  );
});
