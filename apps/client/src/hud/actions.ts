// The requests that HUD components make of the page. main.tsx implements them; no component imports main.tsx.

export interface Actions {
  /** Joins under this name. Returns the reason if the name is not allowed, otherwise undefined. */
  readonly play: (name: string) => string | undefined;
  readonly leave: () => void;
  readonly retryNow: () => void;
  readonly playHere: () => void;
  readonly reload: () => void;
  readonly setMuted: (muted: boolean) => void;
  readonly releaseControls: () => void;
  /** Returns a random name for a player who has not chosen one. */
  readonly suggest: () => string;
}
