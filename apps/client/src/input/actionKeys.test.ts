import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { firstKeyMap } from "../preferences/keyMap.ts";
import { listenForActions } from "./actionKeys.ts";

/** A page whose events carry the fields of key events. */
const page = new EventTarget();
let heard: string[];
let stop: () => void;

interface Press {
  readonly target?: { tagName: string; parentElement: null; getAttribute: () => null };
  readonly repeat?: boolean;
  readonly ctrlKey?: boolean;
}

function key(type: "keydown" | "keyup", code: string, { target, ...more }: Press = {}): Event {
  const event = new Event(type, { cancelable: true });
  Object.assign(event, { code, repeat: false, ctrlKey: false, metaKey: false, altKey: false, ...more });
  if (target !== undefined) Object.defineProperty(event, "target", { value: target });
  page.dispatchEvent(event);
  return event;
}
const element = (tagName: string) => ({ tagName, parentElement: null, getAttribute: () => null });

beforeEach(() => {
  heard = [];
  stop = listenForActions({
    page,
    keys: () => firstKeyMap,
    pressed: (action) => void heard.push(action),
    released: (action) => void heard.push(`-${action}`),
    escaped: () => void heard.push("escape"),
  });
});
afterEach(() => stop());

describe("a key of an action", () => {
  it("presses and releases it once, whatever the keyboard repeats", () => {
    expect(key("keydown", "KeyR").defaultPrevented).toBe(true);
    key("keydown", "KeyR", { repeat: true });
    key("keyup", "KeyR");
    key("keyup", "KeyR");
    expect(heard).toEqual(["read", "-read"]);
  });

  it("is left to walking, to fields, and to the browser's shortcuts", () => {
    key("keydown", "KeyW");
    key("keydown", "KeyR", { target: element("INPUT") });
    key("keydown", "KeyR", { ctrlKey: true });
    key("keydown", "KeyZ");
    expect(heard).toEqual([]);
  });

  it("is left to a focused button if it is the space bar", () => {
    expect(key("keydown", "Space", { target: element("BUTTON") }).defaultPrevented).toBe(false);
    key("keydown", "KeyE", { target: element("BUTTON") });
    expect(heard).toEqual(["dig"]);
  });

  it("is released when the page loses the focus or listening ends", () => {
    key("keydown", "KeyR");
    page.dispatchEvent(new Event("blur"));
    key("keydown", "KeyR");
    stop();
    expect(heard).toEqual(["read", "-read", "read", "-read"]);
  });
});

it("escape is told", () => {
  key("keydown", "Escape");
  expect(heard).toEqual(["escape"]);
});
