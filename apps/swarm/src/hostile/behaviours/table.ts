// The table of misbehaviours: all rows of this folder. It chooses by weight only.

import type { SeededRandom } from "../../lib/seededRandom.ts";
import type { Behaviour } from "../behaviour.ts";
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

/** Chooses one with a probability in proportion to its weight. */
export function chooseBehaviour(behaviours: readonly Behaviour[], random: SeededRandom): Behaviour {
  const weightOf = ({ weight = 1 }: Behaviour): number => weight;
  let left = random.next() * behaviours.reduce((sum, behaviour) => sum + weightOf(behaviour), 0);
  for (const behaviour of behaviours) {
    left -= weightOf(behaviour);
    if (left < 0) return behaviour;
  }
  return behaviours[behaviours.length - 1];
}
