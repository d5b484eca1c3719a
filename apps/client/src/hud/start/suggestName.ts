// A name to begin with, for those who have none in mind. Every one it can make is a name that the server takes.

const FIRST = [
  "Salty",
  "Merry",
  "Lucky",
  "Rusty",
  "Brave",
  "Sunny",
  "Stormy",
  "Jolly",
  "Sly",
  "Swift",
  "Golden",
  "Misty",
  "Barnacle",
  "Crimson",
  "Silver",
  "Tipsy",
  "Grumpy",
  "Breezy",
  "Dusty",
  "Mango",
  "Coral",
  "Ginger",
  "Old",
  "Wild",
] as const;
const LAST = [
  "Parrot",
  "Anchor",
  "Kraken",
  "Marlin",
  "Bosun",
  "Pelican",
  "Cutlass",
  "Lobster",
  "Captain",
  "Turtle",
  "Gull",
  "Sailor",
  "Compass",
  "Skipper",
  "Otter",
  "Urchin",
  "Dolphin",
  "Cannon",
  "Corsair",
  "Monkey",
  "Puffin",
  "Conch",
] as const;

export { FIRST as FIRST_WORDS, LAST as LAST_WORDS };

/** A name of two words; `random` gives 0 (included) to 1 (not included). */
export function suggestName(random: () => number): string {
  const pick = (words: readonly string[]): string => words[Math.floor(random() * words.length)];
  return `${pick(FIRST)} ${pick(LAST)}`;
}
