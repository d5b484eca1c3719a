// The one rule for whom a key is meant: for the walk, unless the focus is in something that uses keys itself, such as a
// field or a dialog of any kind. Keys for those are left to the browser untouched.

/** What is looked at of an element of the page. */
export interface FocusNode {
  readonly tagName: string;
  readonly parentElement: FocusNode | null;
  getAttribute(name: string): string | null;
}

/** Elements that take keys themselves, with whatever is in them. A `<dialog>` has its role without saying so. */
const TAGS = new Set(["DIALOG", "INPUT", "TEXTAREA", "SELECT"]);
const ROLES = new Set(["dialog", "alertdialog", "textbox", "listbox", "slider", "menu"]);

/** Whether an element with the focus, or one around it, takes keys itself. */
export function takesKeys(focused: FocusNode | null): boolean {
  for (let node = focused; node !== null; node = node.parentElement) {
    if (TAGS.has(node.tagName.toUpperCase()) || ROLES.has(node.getAttribute("role") ?? "")) return true;
    const editable = node.getAttribute("contenteditable");
    if (editable !== null && editable !== "false") return true;
  }
  return false;
}
