import { gatewayFigures, processFigures } from "@doubloon/shared/protocol/figures";
import { expect, it } from "vitest";
import { readToGateway, readToWorld } from "./consoleMessages.ts";

it.each([
  "",
  "{",
  "null",
  "[]",
  '{"is":"king"}',
  '{"is":"askBoard"}',
  '{"is":"report","figures":{},"worst":[]}',
  '{"is":"askProcess","id":"1","process":"world","call":{"what":"order","order":{"act":"halt"},"by":"x"}}',
  '{"is":"askProcess","id":"1","process":"world","call":{"what":"part","recording":"r","part":-1}}',
  '{"is":"processDone","id":"1","answer":{"ok":true}}',
])("a gateway's message that does not fit is dropped: %s", (text) =>
  expect(readToWorld(text)).toBeUndefined(),
);

it.each(["", "7", '{"is":"board","page":5}', '{"is":"sample","sample":null,"worst":[]}', '{"is":"board"}'])(
  "the world's message that does not fit is dropped: %s",
  (text) => expect(readToGateway(text)).toBeUndefined(),
);

it("a status of another form does not cost the report", () => {
  const numbers = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, 1]));
  const figures = { ...numbers(processFigures), rttBuckets: [] };
  const report = { is: "report", figures, gateway: numbers(gatewayFigures), worst: [] };
  for (const status of [undefined, { pid: "none" }]) {
    expect(readToWorld(JSON.stringify({ ...report, status }))).toEqual({ ...report, status: undefined });
  }
});

it("messages that fit are read", () => {
  const query = { offset: 0, limit: 10, search: "" };
  expect(readToWorld(JSON.stringify({ is: "askBoard", query }))).toEqual({ is: "askBoard", query });
  const page = { rows: [], total: 0, query };
  expect(readToGateway(JSON.stringify({ is: "board", page }))).toEqual({ is: "board", page });
});
