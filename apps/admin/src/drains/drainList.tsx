// The drains that are on, each with its progress and buttons to pause and to abort it.
import type { AdminDrain, AdminGateway, DrainAct } from "@doubloon/shared/protocol/admin";
import { useState } from "react";
import { useOrders } from "../orders/ordersContext.ts";
import { drainText } from "./drainText.ts";

export function DrainList({ gateways }: { readonly gateways: readonly AdminGateway[] }) {
  return gateways.map(({ id, drain }) => drain && <DrainRow key={id} gateway={id} drain={drain} />);
}

function DrainRow({ gateway, drain }: { readonly gateway: string; readonly drain: AdminDrain }) {
  const { drain: order } = useOrders();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const { total, moved, state, bySignal } = drain;

  async function give(act: DrainAct) {
    if (busy) return;
    setBusy(true);
    const outcome = await order(gateway, act);
    setProblem(outcome.ok ? undefined : outcome.text);
    setBusy(false);
  }

  const paused = state === "paused";
  return (
    <div className="drain" data-testid="drain" data-drain={gateway}>
      <p>
        <span className="gateway-id">{gateway}</span>: {drainText(drain)}
      </p>
      <progress aria-label={`Players moved off ${gateway}`} value={moved} max={Math.max(1, total)} />
      <div className="row-actions">
        <button
          type="button"
          className="row-action"
          aria-label={`${paused ? "Resume" : "Pause"} the drain of ${gateway}`}
          aria-disabled={busy}
          onClick={() => give(paused ? "resume" : "pause")}
        >
          {paused ? "Resume" : "Pause"}
        </button>
        {!bySignal && (
          <button
            type="button"
            className="row-action"
            aria-label={`Abort the drain of ${gateway}`}
            aria-disabled={busy}
            onClick={() => give("abort")}
          >
            Abort
          </button>
        )}
      </div>
      <p role="status" className="order-problem">
        {problem}
      </p>
    </div>
  );
}
