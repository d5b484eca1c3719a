import { expect, it } from "vitest";
import { watchPageFocus } from "./pageFocus.ts";

function start() {
  const page = Object.assign(new EventTarget(), { document: new EventTarget() });
  const calls: string[] = [];
  const stop = watchPageFocus(page, {
    pageLeft: () => calls.push("left"),
    keysTaken: () => calls.push("taken"),
  });
  return { page, calls, stop };
}

/** A focusin event that reaches the page from an element with this tag. */
function focusIn(tagName: string): Event {
  const target = Object.assign(new EventTarget(), { tagName, parentElement: null, getAttribute: () => null });
  return Object.defineProperty(new Event("focusin"), "target", { value: target });
}

it("reports when the page loses the focus and when its visibility changes", () => {
  const { page, calls } = start();
  page.dispatchEvent(new Event("blur"));
  page.document.dispatchEvent(new Event("visibilitychange"));
  expect(calls).toEqual(["left", "left"]);
});

it("reports when the focus moves into an element that uses keys, and only then", () => {
  const { page, calls } = start();
  page.dispatchEvent(focusIn("BUTTON"));
  expect(calls).toEqual([]);
  page.dispatchEvent(focusIn("DIALOG"));
  expect(calls).toEqual(["taken"]);
});

it("reports nothing after it was stopped", () => {
  const { page, calls, stop } = start();
  stop();
  page.dispatchEvent(new Event("blur"));
  page.document.dispatchEvent(new Event("visibilitychange"));
  page.dispatchEvent(focusIn("DIALOG"));
  expect(calls).toEqual([]);
});
