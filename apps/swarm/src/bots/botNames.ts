// Names of bots. Every name passes the rules of shared/names; a number makes repeated names unique.

const NAMES = [
  "Anne Bunny",
  "Barnacle Bo",
  "Bilge Betty",
  "Black Beret",
  "Calico Jill",
  "Captain Crumb",
  "Cutlass Cleo",
  "Davy Scones",
  "Dizzy Dory",
  "First Mate Mo",
  "Galley Gus",
  "Grog Greta",
  "Halyard Hal",
  "Jolly Roger",
  "Keelhaul Kim",
  "Kraken Kate",
  "Long Jane Silver",
  "Lucky Lagoon",
  "Mad Marina",
  "Mango Pete",
  "Marooned Max",
  "Nautical Ned",
  "Old Saltbeard",
  "Parrot Paula",
  "Peg-Leg Pip",
  "Plank Walker",
  "Poopdeck Pat",
  "Quartermaster Q",
  "Rum Tum Tom",
  "Salty Sue",
  "Scurvy Steve",
  "Seagull Sam",
  "Shanty Shane",
  "Spyglass Sid",
  "Swabbie Sal",
  "Tortuga Tess",
  "Treasure Trish",
  "Walrus Wanda",
  "Windward Win",
  "Yardarm Yara",
];

/** The name of bot `index`, from 0. */
export function botName(index: number): string {
  const name = NAMES[index % NAMES.length];
  const round = Math.floor(index / NAMES.length);
  return round === 0 ? name : `${name.split(" ")[0].slice(0, 9)} ${round + 1}`;
}
