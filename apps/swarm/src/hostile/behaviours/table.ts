// The table of misbehaviours: all rows of the files beside it. It chooses by weight and nothing else.
import type { Behaviour } from "../behaviour.ts";
import type { Chance } from "../../lib/seededRandom.ts";
import { console } from "./console.ts";
import { floods } from "./floods.ts";
import { greetings } from "./greetings.ts";
import { http } from "./http.ts";
import { identities } from "./identities.ts";
import { payloads } from "./payloads.ts";
import { resets } from "./resets.ts";
import { slow } from "./slow.ts";
import { webSocketFrames } from "./webSocketFrames.ts";

export const BEHAVIOURS: readonly Behaviour[] = [
  ...greetings,
  ...resets,
  ...webSocketFrames,
  ...floods,
  ...payloads,
  ...identities,
  ...http,
  ...slow,
  ...console,
];

/** Chooses one, each as often as its weight among the others' says. */
export function chooseBehaviour(behaviours: readonly Behaviour[], chance: Chance): Behaviour {
  const weightOf = ({ weight = 1 }: Behaviour): number => weight;
  let left = chance.next() * behaviours.reduce((sum, behaviour) => sum + weightOf(behaviour), 0);
  for (const behaviour of behaviours) {
    left -= weightOf(behaviour);
    if (left < 0) return behaviour;
  }
  return behaviours[behaviours.length - 1];
}
