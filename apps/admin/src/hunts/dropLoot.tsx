// Drops a piece of loot on a tile. The tile is typed in, or chosen by a click on the live map.
import type { LootKind } from "@doubloon/shared/loot";
import type { HuntOrderOutcome } from "@doubloon/shared/protocol/adminHunts";
import { type FormEvent, useEffect, useId, useState } from "react";
import { useAdmin } from "../adminStore.ts";
import { NumberField } from "../numberField.tsx";
import { useHuntCalls } from "./huntCallsContext.ts";

/** A tile as text, while it is typed in. */
export interface TileText {
  readonly x: string;
  readonly y: string;
}

interface DropLootProps {
  readonly tile: TileText;
  readonly onTile: (tile: TileText) => void;
  /** Size of the world in tiles. */
  readonly widthTiles: number;
  readonly heightTiles: number;
}

export function DropLoot({ tile, onTile, widthTiles, heightTiles }: DropLootProps) {
  const { order } = useHuntCalls();
  const kinds = useLootKinds();
  const [kind, setKind] = useState("");
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<HuntOrderOutcome>();
  const kindId = useId();

  async function drop(event: FormEvent) {
    event.preventDefault();
    if (busy || kind === "") return;
    setBusy(true);
    setOutcome(
      await order({ act: "dropLoot", tileX: Number(tile.x), tileY: Number(tile.y), kind: Number(kind) }),
    );
    setBusy(false);
  }

  return (
    <form className="map-tools drop-loot" onSubmit={drop} data-testid="drop-loot">
      <div className="field">
        <label htmlFor={kindId}>Loot to drop</label>
        <select id={kindId} value={kind} required onChange={(event) => setKind(event.target.value)}>
          <option value="">Choose loot</option>
          {kinds.map(({ number, name }) => (
            <option key={number} value={number}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <NumberField
        label="Column"
        value={tile.x}
        min={0}
        max={widthTiles - 1}
        onChange={(x) => onTile({ ...tile, x })}
      />
      <NumberField
        label="Row"
        value={tile.y}
        min={0}
        max={heightTiles - 1}
        onChange={(y) => onTile({ ...tile, y })}
      />
      <button type="submit" aria-disabled={busy}>
        {busy ? "Dropping…" : "Drop"}
      </button>
      <p
        role="status"
        className={outcome?.ok === false ? "announce-answer order-problem" : "announce-answer"}
        data-testid="drop-answer"
      >
        {outcome?.text ?? "Click on the map to choose a tile."}
      </p>
    </form>
  );
}

/** The kinds of loot that the server plays with; none until they are loaded, which each new connection tries again. */
function useLootKinds(): readonly LootKind[] {
  const link = useAdmin((state) => state.link);
  const [kinds, setKinds] = useState<readonly LootKind[]>([]);
  useEffect(() => {
    if (link !== "live") return;
    const abort = new AbortController();
    fetch("/content/current.json", { signal: abort.signal })
      .then(async (response) => {
        if (response.ok) setKinds(((await response.json()) as { lootKinds: readonly LootKind[] }).lootKinds);
      })
      // Without them nothing can be chosen.
      .catch(() => undefined);
    return () => abort.abort();
  }, [link]);
  return kinds;
}
