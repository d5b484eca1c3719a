// The one rule for where a key press goes: to the game, unless the focused element uses keys itself, such as a field or
// any kind of dialog. Keys for those elements are left to the browser untouched.

/** The part of a page element that the rule reads. */
export interface FocusNode {
  readonly tagName: string;
  readonly parentElement: FocusNode | null;
  getAttribute(name: string): string | null;
}

/** Elements that use keys themselves, including everything inside them. A `<dialog>` has its role implicitly. */
const TAGS = new Set(["DIALOG", "INPUT", "TEXTAREA", "SELECT"]);
const ROLES = new Set(["dialog", "alertdialog", "textbox", "listbox", "slider", "menu"]);

/** Whether the focused element, or an event's target, uses keys itself. The window and the document do not. */
export function takesKeys(target: FocusNode | EventTarget | null): boolean {
  const focused = target !== null && "tagName" in target ? (target as FocusNode) : null;
  for (let node = focused; node !== null; node = node.parentElement) {
    if (TAGS.has(node.tagName.toUpperCase()) || ROLES.has(node.getAttribute("role") ?? "")) return true;
    const editable = node.getAttribute("contenteditable");
    if (editable !== null && editable !== "false") return true;
  }
  return false;
}
