// The arrow keys and WASD, by their place on the keyboard. Held keys are let go when the page loses the focus, so that
// nobody walks on by themselves.
import { HEADINGS } from "@doubloon/shared/heading";
import { takesKeys } from "./keyFocus.ts";

type Direction = "east" | "south" | "west" | "north";

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

/** The heading that held directions add up to, one of eight; undefined if they add up to nothing. */
export function headingOfDirections(held: ReadonlySet<Direction>): number | undefined {
  const dx = Number(held.has("east")) - Number(held.has("west"));
  const dy = Number(held.has("south")) - Number(held.has("north"));
  if (dx === 0 && dy === 0) return undefined;
  const eighths = [
    [5, 6, 7],
    [4, 0, 0],
    [3, 2, 1],
  ];
  return (eighths[dy + 1][dx + 1] * HEADINGS) / 8;
}

/** Whether keys typed there are meant for something else than walking. */
function isForControl(target: EventTarget | null): boolean {
  return target instanceof Element && takesKeys(target);
}

export class Keyboard {
  readonly #held = new Map<string, Direction>();
  readonly #abort = new AbortController();

  constructor(page: Window) {
    const { signal } = this.#abort;
    page.addEventListener("keydown", (event) => this.#down(event), { signal });
    page.addEventListener("keyup", (event) => this.#held.delete(event.code), { signal });
    // A dialog that opens while a key is held takes the focus: nobody walks on behind it.
    page.addEventListener("focusin", (event) => isForControl(event.target) && this.release(), { signal });
    page.addEventListener("blur", () => this.release(), { signal });
    page.document.addEventListener("visibilitychange", () => this.release(), { signal });
  }

  /** The heading that the keys ask for. */
  get heading(): number | undefined {
    return headingOfDirections(new Set(this.#held.values()));
  }

  /** Takes all keys as let go. */
  release(): void {
    this.#held.clear();
  }

  close(): void {
    this.#abort.abort();
    this.release();
  }

  #down(event: KeyboardEvent): void {
    const direction = DIRECTIONS[event.code];
    if (direction === undefined || isForControl(event.target)) return;
    // With these held the key is the browser's, and its release may never be told.
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.#held.set(event.code, direction);
  }
}
