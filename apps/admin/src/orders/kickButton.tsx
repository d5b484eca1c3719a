// Opens the dialog for kicking a player. Kicks nobody itself.
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
