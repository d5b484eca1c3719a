// Selects players evenly: a share of them, and an order in which any prefix is spread over all of them.

/** Spreads a share evenly over the players: whether player `index` is selected. */
export function isSelected(index: number, share: number): boolean {
  return Math.floor((index + 1) * share) > Math.floor(index * share);
}

/**
 * The same items in an order in which every run of neighbours is spread evenly over the whole list (by the golden ratio,
 * a Weyl sequence). Inputs go round in the list's order: while half of the players have joined, every other input is
 * then one of theirs.
 */
export function spreadEvenly<Item>(list: readonly Item[]): Item[] {
  const GOLDEN = (Math.sqrt(5) - 1) / 2;
  const rank = (index: number): number => (index * GOLDEN) % 1;
  return list
    .map((_, index) => index)
    .sort((a, b) => rank(a) - rank(b))
    .map((index) => list[index]);
}
