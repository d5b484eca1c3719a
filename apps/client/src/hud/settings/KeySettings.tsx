// Every action with its keys. A press on a key's button waits for the new key; Escape leaves it as it is.
import { useEffect, useState } from "react";
import {
  actionRows,
  firstKeyMap,
  type GameAction,
  gameActions,
  isBindable,
  keyName,
  MAX_KEYS,
  rebind,
} from "../../preferences/keyMap.ts";
import { preferences, usePreferences } from "../../preferences/preferences.ts";

interface Waiting {
  readonly action: GameAction;
  readonly slot: number;
}

export function KeySettings() {
  const keys = usePreferences((state) => state.keys);
  const [waiting, setWaiting] = useState<Waiting>();
  useEffect(() => {
    if (waiting === undefined) return;
    const take = (event: KeyboardEvent): void => {
      event.preventDefault();
      event.stopPropagation();
      if (event.code === "Escape" || event.code === "Tab") setWaiting(undefined);
      else if (isBindable(event.code)) {
        const { action, slot } = waiting;
        preferences.setState((state) => ({ keys: rebind(state.keys, action, slot, event.code) }));
        setWaiting(undefined);
      }
    };
    // Before the dialog, which would close on Escape.
    window.addEventListener("keydown", take, { capture: true });
    return () => window.removeEventListener("keydown", take, { capture: true });
  }, [waiting]);
  return (
    <section aria-labelledby="keys-title">
      <h3 id="keys-title">Keys</h3>
      <ul className="key-rows">
        {gameActions.map((action) => (
          <li key={action} className="key-row">
            <span>{actionRows[action].label}</span>
            {Array.from({ length: MAX_KEYS }, (_, slot) => {
              const code = keys[action][slot];
              const isWaiting = waiting?.action === action && waiting.slot === slot;
              const name = code === undefined ? "none" : keyName(code);
              return (
                <button
                  key={slot}
                  type="button"
                  className="key-button"
                  data-testid={`key-${action}-${slot}`}
                  aria-label={`${actionRows[action].label}, key ${slot + 1}: ${isWaiting ? "press the new key" : name}`}
                  onClick={() => setWaiting({ action, slot })}
                  onBlur={() => isWaiting && setWaiting(undefined)}
                >
                  {isWaiting ? "press…" : code === undefined ? "–" : name}
                </button>
              );
            })}
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="plain"
        data-testid="keys-reset"
        onClick={() => preferences.setState({ keys: firstKeyMap })}
      >
        Restore the default keys
      </button>
    </section>
  );
}
