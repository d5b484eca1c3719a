// What the console knows of the server's processes. Written by net/processFeed, read by the panel.
import type { AdminProcess } from "@doubloon/shared/protocol/adminProcesses";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

/** A recording of a process. */
export interface RecordingChoice {
  readonly process: string;
  readonly recording: string;
}

export interface ProcessState {
  /** Undefined until the first list has arrived. */
  readonly processes: readonly AdminProcess[] | undefined;
  /** The recording whose flame graph is shown. */
  readonly shown: RecordingChoice | undefined;
}

const NOTHING: ProcessState = { processes: undefined, shown: undefined };

export const processStore = createStore<ProcessState>()(() => NOTHING);

/** Forgets everything, for example when the game master has signed out. */
export function forgetProcesses(): void {
  processStore.setState(NOTHING);
}

/** Selects from the store in a component. */
export function useProcesses<T>(select: (state: ProcessState) => T): T {
  return useStore(processStore, select);
}
