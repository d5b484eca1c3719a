// Fetches over HTTP which hunt is on or comes next, for the start screen. Never throws: a server that is down has none.

const TIMEOUT_MS = 3_000;

/** A hunt that can be joined soon or now. */
export interface HuntOn {
  readonly title: string;
  /** When it begins, in Unix ms; in the past for one that is running. */
  readonly startsAt: number;
  readonly endsAt: number;
}

interface Listed extends HuntOn {
  readonly phase: string;
}

/** The hunt that runs or is announced, else the next scheduled one; undefined if there is none. */
export async function fetchHuntOn(url: string): Promise<HuntOn | undefined> {
  try {
    const response = await fetch(new URL("/hunts.json", url), {
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return response.ok ? firstHunt(await response.json()) : undefined;
  } catch {
    return undefined;
  }
}

/** Reads what `/hunts.json` holds; a list of something else has no hunts. */
export function firstHunt(page: unknown): HuntOn | undefined {
  const { hunts, scheduled } = (page ?? {}) as { readonly hunts?: unknown; readonly scheduled?: unknown };
  const on = listed(hunts).filter(({ phase }) => /^(announced|countdown|running)$/.test(phase));
  const soonest = (rows: readonly Listed[]) => rows.toSorted((a, b) => a.startsAt - b.startsAt).at(0);
  const found = soonest(on) ?? soonest(listed(scheduled));
  return found && { title: found.title, startsAt: found.startsAt, endsAt: found.endsAt };
}

function listed(rows: unknown): Listed[] {
  if (!Array.isArray(rows)) return [];
  return rows.filter((row: unknown): row is Listed => {
    const { title, phase, startsAt, endsAt } = (row ?? {}) as Partial<Listed>;
    const hasTimes = typeof startsAt === "number" && typeof endsAt === "number";
    return typeof title === "string" && typeof phase === "string" && hasTimes;
  });
}
