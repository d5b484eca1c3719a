// Addresses of a hunt's results page and of the page that checks its fairness. Pure.

/** The results page, a view of the game page. */
export function resultsAddress(hunt: number): string {
  return `#results/${hunt}`;
}

/** The number of the hunt in such an address. */
export function resultsOf(hash: string): number | undefined {
  const [, digits] = /^#results\/(\d{1,9})$/.exec(hash) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

export function fairAddress(hunt: number): string {
  return `fair/#${hunt}`;
}
