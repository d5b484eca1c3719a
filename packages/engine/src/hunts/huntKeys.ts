// What a hunt's master key yields: made once for each hunt, when its entropy is closed. None of it is state, and none of it
// may leave the world's process.
import { masterKey, subKey } from "@doubloon/shared/fair/entropy";
import { KeyedStreams } from "@doubloon/shared/fair/streams";
import { Detector } from "@doubloon/shared/hunt/detector";
import type { Hunt } from "./hunt.ts";

export interface HuntKeys {
  readonly master: Uint8Array;
  readonly detector: Detector;
  readonly hints: KeyedStreams;
}

const made = new WeakMap<Hunt, HuntKeys>();

/** The keys of a hunt whose entropy is closed: from the countdown on. */
export function huntKeys(hunt: Hunt): HuntKeys {
  let keys = made.get(hunt);
  if (keys === undefined) {
    const master = masterKey(hunt.secret, hunt.entropy, hunt.announcement);
    keys = {
      master,
      detector: new Detector(subKey(master, "noise")),
      hints: new KeyedStreams(subKey(master, "hints")),
    };
    made.set(hunt, keys);
  }
  return keys;
}
