// Tells of what repeats at a bounded rate: the first time at once, then at most once in a while, with how often it
// happened since. Takes its time from whoever makes it.

/** Things that are told apart; further ones share one place. */
const MAX_KEYS = 64;

export interface SeldomLogOptions {
  readonly everyMs: number;
  readonly nowMs: () => number;
  /** `suppressed` is how often it happened since the last time it was told, this one not counted. */
  readonly tell: (key: string, suppressed: number) => void;
}

/** Makes a function to call each time that something happens. */
export function makeSeldomLog({ everyMs, nowMs, tell }: SeldomLogOptions): (key: string) => void {
  const places = new Map<string, { toldAtMs: number; suppressed: number }>();
  return (key) => {
    const place = places.get(key) ?? places.get(places.size < MAX_KEYS ? key : "");
    const now = nowMs();
    if (place === undefined) {
      places.set(places.size < MAX_KEYS ? key : "", { toldAtMs: now, suppressed: 0 });
      tell(key, 0);
    } else if (now - place.toldAtMs < everyMs) {
      place.suppressed++;
    } else {
      const { suppressed } = place;
      place.toldAtMs = now;
      place.suppressed = 0;
      tell(key, suppressed);
    }
  };
}
