import { describe, expect, it } from "vitest";
import { type FocusNode, takesKeys } from "./keyFocus.ts";

/** An element inside another one, as in `node("div", { role: "dialog" }, body)`. */
function node(
  tagName: string,
  attributes: Record<string, string> = {},
  parentElement: FocusNode | null = null,
): FocusNode {
  return { tagName, parentElement, getAttribute: (name) => attributes[name] ?? null };
}
const body = node("BODY");

describe("keys are left to the focused element if it is or is in", () => {
  it.each([
    ["a dialog element", node("DIALOG", {}, body)],
    ["a button in a dialog element", node("BUTTON", {}, node("DIV", {}, node("DIALOG", {}, body)))],
    ["an element with role dialog", node("DIV", { role: "dialog" }, body)],
    ["an alert dialog", node("DIV", { role: "alertdialog" }, body)],
    ["a button in an alert dialog", node("BUTTON", {}, node("DIV", { role: "alertdialog" }, body))],
    ["an input", node("INPUT", { id: "name" }, body)],
    ["a text area", node("TEXTAREA", {}, body)],
    ["a select", node("SELECT", {}, body)],
    ["editable text", node("SPAN", {}, node("P", { contenteditable: "" }, body))],
  ])("%s", (_what, focused) => {
    expect(takesKeys(focused)).toBe(true);
  });
});

describe("keys walk while the focus is on", () => {
  it.each([
    ["nothing", null],
    ["the page", body],
    ["a HUD button", node("BUTTON", { "aria-haspopup": "dialog" }, body)],
    ["text that is not editable", node("P", { contenteditable: "false" }, body)],
  ])("%s", (_what, focused) => {
    expect(takesKeys(focused)).toBe(false);
  });
});

it("an event's target takes keys only if it is such an element", () => {
  const element = Object.assign(new EventTarget(), node("INPUT", {}, body));
  expect(takesKeys(element)).toBe(true);
  expect(takesKeys(new EventTarget())).toBe(false);
});
