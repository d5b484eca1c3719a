// Whether the player is told to tap or to press keys.

export function isTouchScreen(): boolean {
  return window.matchMedia("(pointer: coarse)").matches;
}
