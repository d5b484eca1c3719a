// The places that keep a finder's name for the season, for the map. They are fetched when the game begins and when a crown was
// dug up; without an answer the map goes without them.
import type { SeasonPage } from "@doubloon/shared/protocol/adminHunts";
import { huntStore } from "../hunting/huntStore.ts";

const URL = "/season.json";
/** The gateway's answer may be this old, in ms. */
const AGE_MS = 3_000;

type Request = (url: string) => Promise<Response>;

export interface GreatFind {
  readonly name: string;
  /** In tiles. */
  readonly x: number;
  readonly y: number;
}

/** Has `show` called with all great finds. Returns the function that ends it. `request` is replaced only in tests. */
export function linkGreatFinds(
  show: (finds: readonly GreatFind[]) => void,
  request: Request = (url) => fetch(url),
  ageMs: number = AGE_MS,
): () => void {
  let closed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function look(): Promise<void> {
    const finds = await fetchGreatFinds(request);
    if (!closed && finds !== undefined) show(finds);
  }

  void look();
  const unsubscribe = huntStore.subscribe(({ finds }, before) => {
    const [newest] = finds;
    if (newest === undefined || newest === before.finds[0] || newest.tier !== "crown") return;
    clearTimeout(timer);
    timer = setTimeout(() => void look(), ageMs);
  });
  return () => {
    closed = true;
    clearTimeout(timer);
    unsubscribe();
  };
}

/** Undefined if the server does not answer as expected. */
async function fetchGreatFinds(request: Request): Promise<GreatFind[] | undefined> {
  try {
    const response = await request(URL);
    if (!response.ok) return undefined;
    const { greatFinds } = (await response.json()) as SeasonPage;
    return greatFinds.map(({ name, tileX, tileY }) => ({ name, x: tileX + 0.5, y: tileY + 0.5 }));
  } catch {
    return undefined;
  }
}
