// The record of the last hunt, which the podium replays.
import { createStore, useStore } from "zustand";
import type { InkRecord } from "../../render/replay/inkRecorder.ts";

export interface ReplayState {
  readonly record: InkRecord | undefined;
}

export const replayStore = createStore<ReplayState>()(() => ({ record: undefined }));

export function useReplay<T>(pick: (state: ReplayState) => T): T {
  return useStore(replayStore, pick);
}
