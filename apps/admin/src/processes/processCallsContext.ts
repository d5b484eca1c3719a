// Gives the panel access to the session's orders to processes.
import { createContext, useContext } from "react";
import type { ProcessCalls } from "../net/processFeed.ts";

const context = createContext<ProcessCalls | undefined>(undefined);

export const ProcessCallsProvider = context.Provider;

/** For components within a console only. */
export function useProcessCalls(): ProcessCalls {
  const calls = useContext(context);
  if (calls === undefined) throw new Error("processes can be directed only within a console");
  return calls;
}
