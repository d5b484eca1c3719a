// Profiles of V8 as trees, and the functions that took the most.
import { expect, test } from "vitest";
import { cpuTree } from "./cpuTree.ts";
import { describeFrame } from "./describeFrame.ts";
import type { FlameNode } from "./flameTree.ts";
import { originOf } from "./frameColors.ts";
import { heapTree } from "./heapTree.ts";
import { recordingFileName, treeOf } from "./readRecording.ts";
import { topFunctions } from "./topFunctions.ts";

const frame = (functionName: string, url = "", lineNumber = 0) => ({ functionName, url, lineNumber });
const GAME = "apps/server/src/game.ts";

const cpu = {
  nodes: [
    { id: 1, callFrame: frame("(root)", "", -1), children: [2, 3, 6] },
    { id: 2, callFrame: frame("(idle)", "", -1) },
    { id: 3, callFrame: frame("turn", GAME, 9), children: [4, 5] },
    { id: 4, callFrame: frame("step", GAME, 19), children: [7] },
    { id: 5, callFrame: frame("", GAME, 29) },
    { id: 6, callFrame: frame("unused", GAME, 39) },
    { id: 7, callFrame: frame("step", GAME, 19) },
  ],
  startTime: 0,
  endTime: 10_000,
  samples: [3, 4, 2, 7, 5],
  timeDeltas: [500, 1_000, 2_000, 4_000, 1_500],
};

/** `name value/self` of a node and what it called. */
const outline = ({ name, value, self, children }: FlameNode): unknown =>
  children.length === 0
    ? `${name} ${value}/${self}`
    : { [`${name} ${value}/${self}`]: children.map(outline) };

test("a sample counts until the next one; idle time is apart; the widest callee is first", () => {
  const tree = cpuTree(cpu);
  expect(outline(tree.root)).toEqual({
    "(root) 4500/0": [{ "turn 4500/1000": [{ "step 3500/2000": ["step 1500/1500"] }] }],
  });
  expect([tree.unit, tree.elapsed, tree.idle]).toEqual(["microseconds", 10_000, 4_000]);
});

test("a negative time between two samples counts as none", () => {
  expect(cpuTree({ ...cpu, timeDeltas: [500, -3, 2_000, 4_000, 1_500] }).root.value).toBe(3_500);
});

test("a profile without samples is an empty tree", () => {
  expect(outline(cpuTree({ ...cpu, samples: [], timeDeltas: [] }).root)).toBe("(root) 0/0");
  expect(cpuTree({ ...cpu, nodes: [], samples: [], timeDeltas: [] }).root.value).toBe(0);
});

test("allocations add up from the callees to the root", () => {
  const leaf = (name: string, selfSize: number) => ({ callFrame: frame(name), selfSize, children: [] });
  const head = {
    callFrame: frame("(root)"),
    selfSize: 0,
    children: [
      { callFrame: frame("turn"), selfSize: 100, children: [leaf("a", 10), leaf("b", 20), leaf("c", 0)] },
    ],
  };
  expect(outline(heapTree({ head }).root)).toEqual({
    "(root) 130/0": [{ "turn 130/100": ["b 20/20", "a 10/10"] }],
  });
});

test("a stack that is deeper than the page's own is no problem", () => {
  const nodes = Array.from({ length: 50_000 }, (_, id) => ({
    id,
    callFrame: frame("deep"),
    children: [id + 1],
  }));
  const tree = cpuTree({ nodes, startTime: 0, endTime: 10, samples: [49_999, 49_999], timeDeltas: [0, 7] });
  expect(tree.root.value).toBe(7);
  expect(topFunctions(tree.root, 5)).toEqual([{ name: "deep", place: "", self: 7, total: 7 }]);
});

test("the functions that took the most by themselves; one that calls itself counts once in the total", () => {
  expect(topFunctions(cpuTree(cpu).root, 2)).toEqual([
    { name: "step", place: `${GAME}:20`, self: 3_500, total: 3_500 },
    { name: "turn", place: `${GAME}:10`, self: 1_000, total: 4_500 },
  ]);
});

test("places are short, and say where a function comes from", () => {
  const origins = [
    "apps/server/src/a.ts",
    "file:///x/node_modules/.pnpm/ws@8/node_modules/ws/lib/b.js",
    "node:net",
    "",
  ];
  const places = origins.map((url) => {
    const { root } = cpuTree({
      ...cpu,
      nodes: [{ id: 1, callFrame: frame("f", url, 4) }],
      samples: [],
      timeDeltas: [],
    });
    return `${root.place} ${originOf(root)}`;
  });
  expect(places).toEqual([
    "apps/server/src/a.ts:5 own",
    "ws/lib/b.js:5 packages",
    "node:net:5 node",
    " engine",
  ]);
});

test("a bar in words", () => {
  const tree = cpuTree(cpu);
  expect(describeFrame(tree.root.children[0], tree)).toBe(
    `turn, ${GAME}:10: 4.5 ms, 100.0 %; in itself 1 ms`,
  );
});

test("a file of another form is an error that says what was expected", () => {
  expect(() => treeOf({ head: {} }, "cpu")).toThrow("expected a CPU profile with nodes and samples");
  expect(() => treeOf(null, "allocations")).toThrow("expected an allocation profile with a head");
});

test("a file's name has the process, the time and the ending that speedscope knows", () => {
  const at = Date.parse("2026-11-25T20:01:02.345Z");
  expect(recordingFileName("gateway-1/x", "cpu", at)).toBe(
    "doubloon-gateway-1_x-2026-11-25T20-01-02.cpuprofile",
  );
  expect(recordingFileName("world", "allocations", at)).toBe(
    "doubloon-world-2026-11-25T20-01-02.heapprofile",
  );
});
