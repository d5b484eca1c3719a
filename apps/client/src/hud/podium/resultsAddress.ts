// Addresses of a hunt's results and of the page that checks its fairness. Pure.

/** The results page, a view of the game page; what the server writes as a podium's `resultUrl`. */
export function resultsAddress(hunt: number): string {
  return `/?hunt=${hunt}`;
}

/** The number of the hunt whose results an address is for; undefined if it is for playing. */
export function resultsOf(address: string): number | undefined {
  const { searchParams, hash } = new URL(address);
  const [, digits] =
    /^(\d{1,9})$/.exec(searchParams.get("hunt") ?? "") ?? /^#results\/(\d{1,9})$/.exec(hash) ?? [];
  return digits === undefined || Number(digits) === 0 ? undefined : Number(digits);
}

export function fairAddress(hunt: number): string {
  return `/fair/${hunt}`;
}
