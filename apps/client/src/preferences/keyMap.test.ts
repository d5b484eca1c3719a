import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memoryStorage } from "../testing/memoryStorage.ts";
import {
  actionOf,
  firstKeyMap,
  gameActions,
  isBindable,
  type KeyMap,
  keyMapFrom,
  keyName,
  keysText,
  MAX_KEYS,
  rebind,
} from "./keyMap.ts";
import { preferences, rememberPreferences } from "./preferences.ts";

const allKeys = (map: KeyMap): string[] => gameActions.flatMap((action) => map[action]);

describe("the first key map", () => {
  it("has a key for every action, and no key twice", () => {
    for (const action of gameActions) expect(firstKeyMap[action].length).toBeGreaterThan(0);
    const keys = allKeys(firstKeyMap);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.every(isBindable)).toBe(true);
  });

  it("walks with arrows and WASD, digs with space and E, and reads with R", () => {
    const actions = ["ArrowUp", "KeyW", "Space", "KeyE", "KeyR", "KeyM", "Tab"];
    expect(actions.map((code) => actionOf(firstKeyMap, code))).toEqual([
      "north",
      "north",
      "dig",
      "dig",
      "read",
      "map",
      undefined,
    ]);
  });
});

describe("binding a key", () => {
  it("takes it from the action that had it, and leaves keys of the browser alone", () => {
    const map = rebind(firstKeyMap, "read", 0, "KeyE");
    expect(map.read).toEqual(["KeyE"]);
    expect(map.dig).toEqual(["Space"]);
    for (const code of ["Escape", "Tab", "Enter", "F5", "ControlLeft", ""])
      expect(rebind(firstKeyMap, "read", 0, code)).toBe(firstKeyMap);
  });

  it("swaps no key into two places, however often it is done", () => {
    const codes = ["KeyA", "KeyR", "KeyZ", "Space", "Digit1", "Escape"];
    const step = fc.tuple(
      fc.constantFrom(...gameActions),
      fc.integer({ min: 0, max: 1 }),
      fc.constantFrom(...codes),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const map = steps.reduce(
          (before, [action, slot, code]) => rebind(before, action, slot, code),
          firstKeyMap,
        );
        const keys = allKeys(map);
        expect(new Set(keys).size).toBe(keys.length);
        for (const action of gameActions) expect(map[action].length).toBeLessThanOrEqual(MAX_KEYS);
        expect(keyMapFrom(JSON.parse(JSON.stringify(map)))).toEqual(map);
      }),
      { seed: 1 },
    );
  });
});

describe("a stored key map", () => {
  it.each([[{}], [{ dig: 7, read: [1, null, "Escape"] }]])("of %j falls back to what is usable", (stored) => {
    const map = keyMapFrom(stored);
    expect(map.north).toEqual(["KeyW", "ArrowUp"]);
    expect(map.dig).toEqual(["Space", "KeyE"]);
  });

  it("is remembered, with the other settings", () => {
    const storage = memoryStorage();
    rememberPreferences(storage);
    preferences.setState({ keys: rebind(firstKeyMap, "dig", 1, "KeyP"), vibration: false });
    preferences.setState({ keys: firstKeyMap, vibration: true });
    preferences.setState({
      keys: rebind(firstKeyMap, "dig", 1, "KeyP"),
      vibration: false,
      tutorialDone: true,
    });
    rememberPreferences(storage);
    expect(preferences.getState()).toMatchObject({
      vibration: false,
      tutorialDone: true,
      reducedMotion: undefined,
    });
    expect(preferences.getState().keys.dig).toEqual(["Space", "KeyP"]);
  });
});

it("keys are named as they are printed", () => {
  expect(["KeyQ", "Digit4", "Space", "ArrowLeft", "Numpad5"].map(keyName)).toEqual([
    "Q",
    "4",
    "Space",
    "←",
    "Num 5",
  ]);
  expect(keysText(firstKeyMap.dig)).toBe("Space or E");
  expect(keysText([])).toBe("no key");
});
