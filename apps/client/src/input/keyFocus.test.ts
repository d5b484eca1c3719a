import { describe, expect, it } from "vitest";
import { type FocusNode, takesKeys } from "./keyFocus.ts";

/** An element, as in `node("div", { role: "dialog" })`, in another one. */
function node(
  tagName: string,
  attributes: Record<string, string> = {},
  parentElement: FocusNode | null = null,
): FocusNode {
  return { tagName, parentElement, getAttribute: (name) => attributes[name] ?? null };
}
const body = node("BODY");

describe("keys are left to", () => {
  it.each([
    ["a dialog element", node("DIALOG", {}, body)],
    ["a button in a dialog element", node("BUTTON", {}, node("DIV", {}, node("DIALOG", {}, body)))],
    ["an element that says it is a dialog", node("DIV", { role: "dialog" }, body)],
    ["an alert dialog", node("DIV", { role: "alertdialog" }, body)],
    ["a button in an alert dialog", node("BUTTON", {}, node("DIV", { role: "alertdialog" }, body))],
    ["a field", node("INPUT", { id: "name" }, body)],
    ["a text area", node("TEXTAREA", {}, body)],
    ["a list", node("SELECT", {}, body)],
    ["a text that can be edited", node("SPAN", {}, node("P", { contenteditable: "" }, body))],
  ])("%s", (_what, focused) => {
    expect(takesKeys(focused)).toBe(true);
  });
});

describe("keys walk while the focus is on", () => {
  it.each([
    ["nothing", null],
    ["the page", body],
    ["a button of the frame around the hunt", node("BUTTON", { "aria-haspopup": "dialog" }, body)],
    ["a text that cannot be edited", node("P", { contenteditable: "false" }, body)],
  ])("%s", (_what, focused) => {
    expect(takesKeys(focused)).toBe(false);
  });
});
