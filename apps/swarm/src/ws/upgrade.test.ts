import { expect, it } from "vitest";
import { retryAfterMs } from "./upgrade.ts";

it("reads the retry delay of a full server", () => {
  expect(retryAfterMs("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 7\r\nContent-Length: 0")).toBe(7000);
  expect(retryAfterMs("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nRETRY-AFTER:12")).toBe(
    12_000,
  );
  expect(retryAfterMs("HTTP/1.1 503 Service Unavailable\r\nRetry-After: Tue, 01 Jan")).toBeUndefined();
  expect(retryAfterMs("HTTP/1.1 400 Bad Request\r\nRetry-After: 7")).toBeUndefined();
});
