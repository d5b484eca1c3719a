import { describe, expect, it } from "vitest";
import { keyIn, PlaceSearch } from "./leakSearch.ts";

const map = { widthTiles: 512 };
const search = new PlaceSearch([{ tileX: 346, tileY: 402 }], map);
const beside = new PlaceSearch([{ tileX: 345, tileY: 402 }], map);
const secret = Buffer.from(`${"00".repeat(28)}decade99`, "hex");

describe("a place is found", () => {
  it.each([
    [{ cache: { tileX: 346, tileY: 402 } }],
    [{ at: [402, 346] }],
    [{ x: 346 * 256 + 128, y: 402 * 256 + 128 }],
    [{ x: 346 * 256, y: 402 * 256 }],
    [{ x: 346.5, y: 402.5 }],
    [{ room: 25 * 32 + 21, offset: 2 * 16 + 10 }],
    [[21, 25, 10, 2]],
    [[1, [402 * 512 + 346]]],
    [{ line: "it lies at 346, 402" }],
    [{ line: "346.5/402.5" }],
    [{ bytes: Buffer.from("0000015a00000192", "hex").toString("base64") }],
    [{ bytes: "00000000805a010080920100" }],
  ])("in the message %o", (message) => {
    expect(search.inJson(message)).toBeDefined();
    expect(search.inJson({ more: [message] })).toBeDefined();
    expect(beside.inJson({ more: message })).toBeUndefined();
    expect(search.inJson({ more: message }, new Set(["more"]))).toBeUndefined();
  });

  it.each([
    ["5a01 9201"],
    ["015a 0192"],
    ["805a0100 80920100"],
    ["00015a80 00019280"],
    ["5a250300"],
    ["0003255a"],
    ["0000ad43 0000c943"],
    ["4075a00000000000 4079200000000000"],
  ])("in the bytes %s", (hex) => {
    const bytes = Buffer.from(`07${hex.replaceAll(" ", "")}ff`, "hex");
    expect(search.inBytes(bytes)).toBeDefined();
    expect(beside.inBytes(bytes)).toBeUndefined();
  });

  it("in a line of a log, and not in parts of larger numbers or of two lines", () => {
    for (const line of ['{"x":346,"y":402}', "tile 206170 of the map", 'at{x="346",y="402"} 1'])
      expect(search.inText(line)).toBeDefined();
    for (const line of ["1346 402", "346\n402", "346 4021", "2061705", "0.346 402.1", "1.206170"])
      expect(search.inText(line)).toBeUndefined();
  });

  it("in the bytes of hashes and ids, and not in their digits", () => {
    const hidden = Buffer.from("0000015a00000192", "hex");
    for (const word of [`ffffffff${hidden.toString("hex")}`, hidden.toString("base64url").padEnd(16, "Ab")])
      expect(search.inText(`{"id":"${word}"}`)).toBeDefined();
    for (const word of ["a346b402c346d402", "Hx346y402-346z402"])
      expect(search.inText(`{"id":"${word}"}`)).toBeUndefined();
    expect(search.inText('{"room":"cache-346-402-here"}')).toBeDefined();
  });
});

it("a key is found in hex, in base64 and in bytes", () => {
  const sent = [
    secret.toString("hex").toUpperCase(),
    secret.toString("base64"),
    secret.toString("base64url"),
    JSON.stringify({ secret: [...secret] }),
    secret,
  ];
  for (const one of sent) expect(keyIn(one, secret)).toBeDefined();
  expect(keyIn("decade", secret)).toBeUndefined();
});
