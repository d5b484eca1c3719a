// Turns key presses into the game's actions by the player's key map, except for walking, which keyboard.ts does. Leaves keys
// alone that belong to a focused field, dialog or button.
import { actionOf, type GameAction, type KeyMap } from "../preferences/keyMap.ts";
import { takesKeys } from "./keyFocus.ts";

const WALKING: ReadonlySet<GameAction> = new Set(["north", "west", "south", "east"]);
const PRESSED_BY_SPACE = new Set(["BUTTON", "A", "SUMMARY"]);

export interface ActionKeysOptions {
  readonly page: EventTarget;
  readonly keys: () => KeyMap;
  readonly pressed: (action: GameAction) => void;
  readonly released: (action: GameAction) => void;
  /** Escape was pressed outside fields and dialogs. */
  readonly escaped: () => void;
}

/** Starts listening. Returns the function that stops it. */
export function listenForActions({ page, keys, pressed, released, escaped }: ActionKeysOptions): () => void {
  const abort = new AbortController();
  const { signal } = abort;
  const held = new Map<string, GameAction>();
  const down = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || takesKeys(event.target)) return;
    if (event.code === "Escape") escaped();
    const action = actionOf(keys(), event.code);
    if (action === undefined || WALKING.has(action)) return;
    if (event.code === "Space" && isButton(event.target)) return;
    event.preventDefault();
    if (event.repeat || held.has(event.code)) return;
    held.set(event.code, action);
    pressed(action);
  };
  const up = (event: KeyboardEvent): void => {
    const action = held.get(event.code);
    if (held.delete(event.code) && action !== undefined) released(action);
  };
  const releaseAll = (): void => {
    for (const action of held.values()) released(action);
    held.clear();
  };
  page.addEventListener("keydown", (event) => down(event as KeyboardEvent), { signal });
  page.addEventListener("keyup", (event) => up(event as KeyboardEvent), { signal });
  page.addEventListener("blur", releaseAll, { signal });
  return () => {
    releaseAll();
    abort.abort();
  };
}

function isButton(target: EventTarget | null): boolean {
  return target !== null && "tagName" in target && PRESSED_BY_SPACE.has(String(target.tagName));
}
