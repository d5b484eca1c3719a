// Tracks the held direction keys of the player's key map, by their physical position on the keyboard. Ignores keys that
// belong to a focused field or dialog.
import type { KeyMap } from "../preferences/keyMap.ts";
import { type Direction, headingOfDirections } from "./directions.ts";
import { takesKeys } from "./keyFocus.ts";

const DIRECTIONS = ["north", "west", "south", "east"] as const satisfies readonly Direction[];

export class Keyboard {
  readonly #held = new Map<string, Direction>();
  readonly #abort = new AbortController();
  readonly #keys: () => KeyMap;

  /** `keys`: the player's key map. */
  constructor(page: EventTarget, keys: () => KeyMap) {
    this.#keys = keys;
    const { signal } = this.#abort;
    page.addEventListener("keydown", (event) => this.#down(event as KeyboardEvent), { signal });
    page.addEventListener("keyup", (event) => this.#held.delete((event as KeyboardEvent).code), { signal });
  }

  /** The heading that the held keys ask for. */
  get heading(): number | undefined {
    return headingOfDirections(new Set(this.#held.values()));
  }

  /** Treats all keys as released; a key that is still held counts again once it is pressed anew. */
  release(): void {
    this.#held.clear();
  }

  close(): void {
    this.#abort.abort();
    this.release();
  }

  #down(event: KeyboardEvent): void {
    const keys = this.#keys();
    const direction = DIRECTIONS.find((one) => keys[one].includes(event.code));
    if (direction === undefined || takesKeys(event.target)) return;
    // With a modifier the key is a browser shortcut, and its keyup may never arrive.
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (!event.repeat) this.#held.set(event.code, direction);
  }
}
