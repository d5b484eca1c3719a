// Which key does what: the actions, their first keys, and how a key is named on screen. Keys are physical positions
// (KeyboardEvent.code), so that the map holds on every keyboard layout. Pure; each key does one thing at most.

export interface ActionRow {
  readonly label: string;
  /** The keys at first, at most MAX_KEYS. */
  readonly keys: readonly string[];
}

export const actionRows = {
  north: { label: "Walk north", keys: ["KeyW", "ArrowUp"] },
  west: { label: "Walk west", keys: ["KeyA", "ArrowLeft"] },
  south: { label: "Walk south", keys: ["KeyS", "ArrowDown"] },
  east: { label: "Walk east", keys: ["KeyD", "ArrowRight"] },
  dig: { label: "Dig, or stop digging", keys: ["Space", "KeyE"] },
  read: { label: "Read the detector", keys: ["KeyR"] },
  retune: { label: "Tune to another cache", keys: ["KeyG"] },
  tool: { label: "Use the tool", keys: ["KeyF"] },
  clues: { label: "Clues", keys: ["KeyC"] },
  map: { label: "Map", keys: ["KeyM"] },
  emotes: { label: "Emotes and phrases", keys: ["KeyQ"] },
  boards: { label: "Boards", keys: ["KeyB"] },
  team: { label: "Team", keys: ["KeyT"] },
  mark: { label: "Mark the crown here", keys: ["KeyX"] },
  settings: { label: "Settings", keys: ["KeyO"] },
  sound: { label: "Sound on or off", keys: ["KeyN"] },
} as const satisfies Record<string, ActionRow>;

export type GameAction = keyof typeof actionRows;
export const gameActions = Object.keys(actionRows) as readonly GameAction[];
export type KeyMap = Readonly<Record<GameAction, readonly string[]>>;

/** The most keys of one action. */
export const MAX_KEYS = 2;
/** Keys that always belong to the browser or to the page's focus. */
const RESERVED = /^(Escape|Tab|Enter|F\d+|Meta.*|Control.*|Alt.*|Shift.*|OS.*|CapsLock|ContextMenu|)$/;

export const firstKeyMap: KeyMap = mapOf((action) => actionRows[action].keys);

function mapOf(keysOf: (action: GameAction) => readonly string[]): KeyMap {
  return Object.fromEntries(gameActions.map((action) => [action, keysOf(action)])) as unknown as KeyMap;
}

/** Whether a key may be given to an action. */
export function isBindable(code: string): boolean {
  return !RESERVED.test(code);
}

/** The action of a key. */
export function actionOf(map: KeyMap, code: string): GameAction | undefined {
  return gameActions.find((action) => map[action].includes(code));
}

/**
 * Gives a key to an action in place of its `slot`th key, and takes it from the action that had it. Returns the same map if
 * the key may not be bound.
 */
export function rebind(map: KeyMap, action: GameAction, slot: number, code: string): KeyMap {
  if (!isBindable(code) || map[action][slot] === code) return map;
  return mapOf((one) => {
    const without = map[one].filter((key) => key !== code);
    if (one !== action) return without;
    const kept = map[one].filter((key, i) => i !== slot && key !== code);
    return [...kept.slice(0, slot), code, ...kept.slice(slot)].slice(0, MAX_KEYS);
  });
}

/** A stored map; damaged entries and keys that occur twice are replaced by the first keys, or left out. */
export function keyMapFrom(stored: Readonly<Record<string, unknown>>): KeyMap {
  const taken = new Set<string>();
  return mapOf((action) => {
    const keys = stored[action];
    const given: readonly unknown[] = Array.isArray(keys) ? keys : actionRows[action].keys;
    return given
      .filter((key): key is string => typeof key === "string" && key.length <= 24 && isBindable(key))
      .filter((key) => !taken.has(key) && taken.add(key))
      .slice(0, MAX_KEYS);
  });
}

const NAMES: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Space: "Space",
  Backquote: "`",
  Minus: "-",
  Equal: "=",
  BracketLeft: "[",
  BracketRight: "]",
  Backslash: "\\",
  Semicolon: ";",
  Quote: "'",
  Comma: ",",
  Period: ".",
  Slash: "/",
  Backspace: "Backspace",
  Delete: "Del",
};

/** A key as it is shown. */
export function keyName(code: string): string {
  const named = NAMES[code];
  if (named !== undefined) return named;
  const [, plain] = /^(?:Key|Digit)(.)$/.exec(code) ?? [];
  return plain ?? code.replace(/^Numpad/, "Num ");
}

/** The keys of an action as they are shown: "Space or E"; "no key" without one. */
export function keysText(keys: readonly string[]): string {
  return keys.length === 0 ? "no key" : keys.map(keyName).join(" or ");
}
