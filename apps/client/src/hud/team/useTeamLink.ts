// Joins the team of the link that opened the page, once, as soon as the player is in the world.
import { useEffect } from "react";
import { useHunt } from "../../hunting/huntStore.ts";
import type { Actions } from "../actions.ts";
import { linkedCode } from "./teamCode.ts";

export function useTeamLink(actions: Actions): void {
  const known = useHunt((state) => state.hunter !== undefined);
  useEffect(() => {
    const code = linkedCode(window.location.href);
    if (!known || code === undefined) return;
    actions.hunting({ type: "team", act: "join", code });
    const { pathname, hash } = window.location;
    window.history.replaceState(null, "", `${pathname}${hash}`);
  }, [known, actions]);
}
