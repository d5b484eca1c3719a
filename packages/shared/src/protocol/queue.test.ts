import { expect, it } from "vitest";
import { readQueueStatus } from "./queue.ts";

it("accepts a valid status and rejects everything else", () => {
  const status = { waiting: 12, waitSeconds: 3, retryAfterSeconds: 0 };
  expect(readQueueStatus(status)).toEqual(status);
  expect(readQueueStatus({ ...status, more: 1 })).toEqual(status);
  for (const wrong of [undefined, null, "12", 12, [], {}, { ...status, waiting: "12" }]) {
    expect(readQueueStatus(wrong)).toBeUndefined();
  }
  for (const wrong of [-1, Number.NaN, Number.POSITIVE_INFINITY, null]) {
    expect(readQueueStatus({ ...status, waitSeconds: wrong })).toBeUndefined();
  }
});
