// The definitions of hunts that the server knows; none until they are loaded, which each new connection tries again.
import type { HuntDefinition } from "@doubloon/shared/hunt/definition";
import { useEffect, useState } from "react";
import { useAdmin } from "../../adminStore.ts";
import { useHuntCalls } from "../huntCallsContext.ts";

/** Asks again whenever `wanted` becomes true. */
export function useDefinitions(wanted: boolean): readonly HuntDefinition[] {
  const { definitions } = useHuntCalls();
  const link = useAdmin((state) => state.link);
  const [known, setKnown] = useState<readonly HuntDefinition[]>([]);
  useEffect(() => {
    if (link === "live" && wanted) void definitions().then((answer) => answer.ok && setKnown(answer.value));
  }, [definitions, link, wanted]);
  return known;
}
