// Gives panels and dialogs access to the session's requests about hunts.
import { createContext, useContext } from "react";
import type { HuntCalls } from "../net/huntFeed.ts";

const context = createContext<HuntCalls | undefined>(undefined);

export const HuntCallsProvider = context.Provider;

/** For components within a console only. */
export function useHuntCalls(): HuntCalls {
  const calls = useContext(context);
  if (calls === undefined) throw new Error("hunts can be directed only within a console");
  return calls;
}
