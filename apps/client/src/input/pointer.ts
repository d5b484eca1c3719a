// One finger or the mouse on the stage: a short press is a tap, a longer one steers. Further fingers are ignored, and a
// press that the system takes away ends.

/** A press longer than this, or that moves farther than this, is no tap. */
const TAP_MS = 220;
const TAP_PX = 14;

export interface Spot {
  /** Page pixels from the stage's north-west corner. */
  readonly x: number;
  readonly y: number;
}

export class Pointer {
  readonly #abort = new AbortController();
  readonly #nowMs: () => number;
  #id: number | undefined;
  #spot: Spot = { x: 0, y: 0 };
  #start: Spot = { x: 0, y: 0 };
  #startMs = 0;
  #moved = false;

  constructor(stage: HTMLElement, nowMs: () => number, onTap: (spot: Spot) => void) {
    this.#nowMs = nowMs;
    const { signal } = this.#abort;
    const spotOf = (event: PointerEvent): Spot => {
      const box = stage.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    stage.addEventListener(
      "pointerdown",
      (event) => {
        if (this.#id !== undefined || event.button !== 0) return;
        event.preventDefault();
        this.#id = event.pointerId;
        this.#start = this.#spot = spotOf(event);
        this.#startMs = nowMs();
        this.#moved = false;
        stage.setPointerCapture(event.pointerId);
      },
      { signal },
    );
    stage.addEventListener(
      "pointermove",
      (event) => {
        if (event.pointerId !== this.#id) return;
        this.#spot = spotOf(event);
        const { x, y } = this.#start;
        if (Math.hypot(this.#spot.x - x, this.#spot.y - y) > TAP_PX) this.#moved = true;
      },
      { signal },
    );
    stage.addEventListener(
      "pointerup",
      (event) => {
        if (event.pointerId !== this.#id) return;
        const tapped = !this.#steers();
        this.release();
        if (tapped) onTap(spotOf(event));
      },
      { signal },
    );
    for (const name of ["pointercancel", "lostpointercapture"] as const) {
      stage.addEventListener(name, (event) => event.pointerId === this.#id && this.release(), { signal });
    }
    stage.addEventListener("contextmenu", (event) => event.preventDefault(), { signal });
    window.addEventListener("blur", () => this.release(), { signal });
  }

  /** Where the pointer is held to steer, if it is. */
  get steering(): Spot | undefined {
    return this.#id !== undefined && this.#steers() ? this.#spot : undefined;
  }

  release(): void {
    this.#id = undefined;
  }

  close(): void {
    this.#abort.abort();
    this.release();
  }

  #steers(): boolean {
    return this.#moved || this.#nowMs() - this.#startMs > TAP_MS;
  }
}
