// One finger or the mouse on the stage: a short press is a tap, a longer one steers. Ignores further fingers, and ends
// a press that the browser cancels.

/** A press that lasts longer or moves farther than this steers instead of tapping. */
const TAP_MS = 220;
const TAP_PX = 14;

export interface StagePoint {
  /** Page pixels from the stage's top-left corner. */
  readonly x: number;
  readonly y: number;
}

export class Pointer {
  readonly #abort = new AbortController();
  readonly #nowMs: () => number;
  #id: number | undefined;
  #point: StagePoint = { x: 0, y: 0 };
  #start: StagePoint = { x: 0, y: 0 };
  #startMs = 0;
  #startStamp = 0;
  #moved = false;

  constructor(stage: HTMLElement, nowMs: () => number, onTap: (point: StagePoint) => void) {
    this.#nowMs = nowMs;
    const { signal } = this.#abort;
    const pointOf = (event: PointerEvent): StagePoint => {
      const box = stage.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    stage.addEventListener(
      "pointerdown",
      (event) => {
        if (this.#id !== undefined || event.button !== 0) return;
        event.preventDefault();
        this.#id = event.pointerId;
        this.#start = this.#point = pointOf(event);
        this.#startMs = nowMs();
        this.#startStamp = event.timeStamp;
        this.#moved = false;
        stage.setPointerCapture(event.pointerId);
      },
      { signal },
    );
    stage.addEventListener(
      "pointermove",
      (event) => {
        if (event.pointerId !== this.#id) return;
        this.#point = pointOf(event);
        const { x, y } = this.#start;
        if (Math.hypot(this.#point.x - x, this.#point.y - y) > TAP_PX) this.#moved = true;
      },
      { signal },
    );
    stage.addEventListener(
      "pointerup",
      (event) => {
        if (event.pointerId !== this.#id) return;
        // A page that stalls between the two events would take a short press for a long one; the browser's stamps do not.
        const short = !this.#moved && event.timeStamp - this.#startStamp <= TAP_MS;
        const tapped = short || !this.#isSteering();
        this.release();
        if (tapped) onTap(pointOf(event));
      },
      { signal },
    );
    for (const name of ["pointercancel", "lostpointercapture"] as const) {
      stage.addEventListener(name, (event) => event.pointerId === this.#id && this.release(), { signal });
    }
    stage.addEventListener("contextmenu", (event) => event.preventDefault(), { signal });
  }

  /** The point where the pointer is held to steer; undefined if it is not. */
  get steering(): StagePoint | undefined {
    return this.#id !== undefined && this.#isSteering() ? this.#point : undefined;
  }

  release(): void {
    this.#id = undefined;
  }

  close(): void {
    this.#abort.abort();
    this.release();
  }

  #isSteering(): boolean {
    return this.#moved || this.#nowMs() - this.#startMs > TAP_MS;
  }
}
