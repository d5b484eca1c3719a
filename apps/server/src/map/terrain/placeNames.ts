// Names for places, and what riddles call them: each stem has a kenning that means it without saying it.
import type { LandmarkKind } from "@doubloon/shared/map";

/** The first word of a name, and what a riddle says instead. */
const stems: readonly (readonly [string, string])[] = [
  ["Gull", "the white thief"],
  ["Heron", "the patient fisher"],
  ["Cormorant", "the black diver"],
  ["Raven", "the hanged man's guest"],
  ["Owl", "the cat that flies by night"],
  ["Kestrel", "the bird that stands on air"],
  ["Wren", "the smallest of kings"],
  ["Magpie", "the lover of silver"],
  ["Crab", "the sideways walker"],
  ["Otter", "the diver with whiskers"],
  ["Seal", "the sailor's false bride"],
  ["Whale", "the island that breathes"],
  ["Eel", "the rope that swims"],
  ["Oyster", "the pearl's gaoler"],
  ["Turtle", "the house that swims"],
  ["Fox", "the red neighbour"],
  ["Hare", "the racer who slept"],
  ["Goat", "the bearded climber"],
  ["Toad", "the frog that wears warts"],
  ["Adder", "the limbless one"],
  ["Bee", "the maker of honey"],
  ["Moth", "the candle's suitor"],
  ["Spider", "the weaver of eight hands"],
  ["Mermaid's", "the singer who is half a fish"],
  ["Giant's", "the one who looks down on all"],
  ["Widow's", "the wife who waits no more"],
  ["Bishop's", "the man who walks aslant on the board"],
  ["Miller's", "the man whose wheel goes round"],
  ["Cooper's", "the maker of barrels"],
  ["Chandler's", "the seller of light"],
  ["Piper's", "the man with the bag of wind"],
  ["Tinker's", "the mender of pots"],
  ["Fiddler's", "the master of four strings"],
  ["Sexton's", "the digger who gets no gold"],
  ["Hangman's", "the last barber"],
  ["Smuggler's", "the friend of moonless nights"],
  ["Gunner's", "the thunder's master"],
  ["Bosun's", "the man with the whistle"],
  ["Purser's", "the keeper of the coin"],
  ["Admiral's", "the lord of ships"],
  ["Cobbler's", "the man at everybody's feet"],
  ["Tailor's", "the man of thread and needle"],
  ["Baker's", "the man who rises before his bread"],
  ["Parson's", "the man who talks on Sundays"],
  ["Jester's", "the fool who may say so"],
  ["Anchor", "the iron tooth of ships"],
  ["Lantern", "the caged light"],
  ["Bell", "the iron tongue"],
  ["Candle", "the light that weeps"],
  ["Compass", "the needle that longs for north"],
  ["Dagger", "the shortest answer"],
  ["Mast", "the tree that sails"],
  ["Hourglass", "the counted sand"],
  ["Feather", "the lightest pen"],
  ["Thimble", "the smallest helmet"],
  ["Kettle", "the pot that sings"],
  ["Mirror", "the one who copies you"],
  ["Harp", "the door of strings"],
  ["Drum", "the beaten one who calls"],
  ["Sickle", "the iron moon"],
  ["Ladder", "the way that leans"],
  ["Thorn", "the rose's soldier"],
  ["Willow", "the tree that weeps"],
  ["Rowan", "the tree of red berries"],
  ["Hazel", "the tree of nuts"],
  ["Ivy", "the climber without hands"],
  ["Mistletoe", "the reason for a kiss"],
  ["Thistle", "the flower that bites"],
  ["Clover", "the leaf of luck"],
  ["Mist", "the cloud that walks"],
  ["Frost", "the painter of windows"],
  ["Thunder", "the drum in the sky"],
  ["Ember", "the fire's last word"],
  ["Echo", "the one who answers last"],
  ["Shadow", "the follower who fears noon"],
  ["Rainbow", "the bridge nobody crosses"],
];

/** The second word of a name, and the word in a riddle. */
const nouns: Readonly<Record<LandmarkKind, readonly [string, readonly string[]]>> = {
  bridge: ["the bridge", ["Bridge", "Crossing", "Span"]],
  tower: ["the tower", ["Tower", "Watch"]],
  peak: ["the hill", ["Hill", "Tor", "Knoll"]],
  cape: ["the cape", ["Point", "Head", "Ness"]],
  ruin: ["the ruin", ["Hall", "Abbey", "Keep", "Chapel"]],
  lake: ["the lake", ["Mere", "Pool", "Tarn"]],
  tree: ["the tree", ["Oak", "Elm", "Pine"]],
  rock: ["the rock", ["Rock", "Stone"]],
  wood: ["the wood", ["Wood", "Grove", "Thicket"]],
  island: ["the island", ["Island", "Isle", "Holm"]],
  bay: ["the narrows", ["Narrows", "Sound", "Reach"]],
  camp: ["the camp", ["Camp", "Rest"]],
  place: ["the heath", ["Heath", "Common", "Green"]],
};

/** Gives out names, each once. The same questions in the same order get the same names. */
export class PlaceNames {
  readonly #uses = stems.map(() => 0);
  readonly #given = new Set<string>();

  /** A name for a place of a kind, and the phrase for riddles. `lot` is any whole number; others give other names. */
  next(kind: LandmarkKind, lot: number): { readonly name: string; readonly riddle: string } {
    const [word, endings] = nouns[kind];
    for (let allowed = Math.min(...this.#uses); ; allowed++) {
      for (let i = 0; i < stems.length; i++) {
        const at = ((lot >>> 0) + i) % stems.length;
        if (this.#uses[at] > allowed) continue;
        const [stem, kenning] = stems[at];
        // One stem has one ending of a kind, so that the phrase means one place.
        const phrase = `${word} named for ${kenning}`;
        if (this.#given.has(phrase)) continue;
        this.#given.add(phrase);
        this.#uses[at]++;
        return { name: `${stem} ${endings[(lot >>> 8) % endings.length]}`, riddle: phrase };
      }
      if (allowed > MAX_USES) return this.#numbered(kind);
    }
  }

  /** All names of a kind are given: numbers go on for ever. */
  #numbered(kind: LandmarkKind): { readonly name: string; readonly riddle: string } {
    const [word, endings] = nouns[kind];
    let number = 2;
    while (this.#given.has(`${kind} ${number}`)) number++;
    this.#given.add(`${kind} ${number}`);
    return { name: `${endings[0]} ${number}`, riddle: `${word} called ${number}` };
  }
}

/** Kinds that share a stem at most. */
const MAX_USES = 16;
