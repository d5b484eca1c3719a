// Tracks the held direction keys: the arrow keys and WASD, by their physical position on the keyboard. Ignores keys that
// belong to a focused field or dialog.
import { type Direction, headingOfDirections } from "./directions.ts";
import { takesKeys } from "./keyFocus.ts";

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  KeyW: "north",
  ArrowUp: "north",
  KeyA: "west",
  ArrowLeft: "west",
  KeyS: "south",
  ArrowDown: "south",
  KeyD: "east",
  ArrowRight: "east",
};

export class Keyboard {
  readonly #held = new Map<string, Direction>();
  readonly #abort = new AbortController();

  constructor(page: Window) {
    const { signal } = this.#abort;
    page.addEventListener("keydown", (event) => this.#down(event), { signal });
    page.addEventListener("keyup", (event) => this.#held.delete(event.code), { signal });
  }

  /** The heading that the held keys ask for. */
  get heading(): number | undefined {
    return headingOfDirections(new Set(this.#held.values()));
  }

  /** Treats all keys as released. */
  release(): void {
    this.#held.clear();
  }

  close(): void {
    this.#abort.abort();
    this.release();
  }

  #down(event: KeyboardEvent): void {
    const direction = DIRECTIONS[event.code];
    if (direction === undefined || takesKeys(event.target)) return;
    // With a modifier the key is a browser shortcut, and its keyup may never arrive.
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.#held.set(event.code, direction);
  }
}
