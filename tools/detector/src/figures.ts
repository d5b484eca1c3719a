// Runs searches and counts: what the tests check and what the plot shows.
import { Chance } from "./chance.ts";
import { bayesBot, chartedPerson, hillClimber, type Player, phantomKnower } from "./players.ts";
import { Search, type Variant } from "./search.ts";

export interface Outcome {
  readonly seconds: number;
  readonly readings: number;
  readonly digs: number;
  readonly found: boolean;
}

export interface Row {
  readonly name: string;
  readonly variant: Variant;
  readonly player: Player;
}

/** The rows of the table and the curves of the plot. */
export const rows = {
  bot: { name: "bot that infers and plans", variant: "game", player: bayesBot },
  person: { name: "careful person with the shaded chart", variant: "game", player: chartedPerson },
  climber: { name: "warmer and colder, without the chart", variant: "game", player: hillClimber },
  knower: { name: "knows the phantom exactly", variant: "game", player: phantomKnower },
  bare: { name: "bot, detector without noise, phantom and cells", variant: "bare", player: bayesBot },
} as const satisfies Record<string, Row>;

/** Plays searches with seeds from `firstSeed` on. */
export function play({ variant, player }: Row, searches: number, firstSeed = 1): Outcome[] {
  return Array.from({ length: searches }, (_, i) => {
    const search = new Search(new Chance(firstSeed + i), variant);
    player(search, new Chance(1_000_000 + firstSeed + i));
    const { seconds, readings, digs, found } = search;
    return { seconds, readings, digs, found };
  });
}

/** The value below which a part of the values lies. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
}

export interface Summary {
  readonly median: number;
  readonly tenth: number;
  readonly ninetieth: number;
  readonly readings: number;
  readonly digs: number;
  readonly foundPart: number;
}

export function summary(outcomes: readonly Outcome[]): Summary {
  const seconds = outcomes.map((outcome) => outcome.seconds);
  return {
    median: quantile(seconds, 0.5),
    tenth: quantile(seconds, 0.1),
    ninetieth: quantile(seconds, 0.9),
    readings: quantile(
      outcomes.map(({ readings }) => readings),
      0.5,
    ),
    digs: quantile(
      outcomes.map(({ digs }) => digs),
      0.5,
    ),
    foundPart: outcomes.filter(({ found }) => found).length / outcomes.length,
  };
}
