// Asks to kick one player; nothing happens before it is confirmed.
import { adminStore, type KickCandidate } from "../adminStore.ts";

export function KickButton({ playerId, name }: KickCandidate) {
  return (
    <button
      type="button"
      className="row-action"
      aria-label={`Kick ${name}`}
      onClick={() => adminStore.getState().askToKick({ playerId, name })}
    >
      Kick
    </button>
  );
}
