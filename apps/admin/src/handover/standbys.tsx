// The machines that stand by, what the newest handover took, and the button that hands the world over.
import type { AdminStandby } from "@doubloon/shared/protocol/admin";
import { useState } from "react";
import { formatMs } from "../format.ts";
import { HandoverDialog } from "./handoverDialog.tsx";

export function Standbys({ standbys }: { readonly standbys: readonly AdminStandby[] }) {
  const [asking, setAsking] = useState(false);
  const warm = standbys.some(({ cold }) => cold === "");
  return (
    <div className="standbys" data-testid="standbys">
      {standbys.length === 0 && (
        <p className="empty">No machine stands by: the world cannot be handed over.</p>
      )}
      {standbys.map((standby) => (
        <p key={standby.name} data-standby={standby.name}>
          <span className="gateway-id">{standby.name}</span>: {textOf(standby)}
        </p>
      ))}
      {warm && (
        <button type="button" className="row-action" onClick={() => setAsking(true)}>
          Hand the world over
        </button>
      )}
      {asking && <HandoverDialog onClosed={() => setAsking(false)} />}
    </div>
  );
}

function textOf({ cold, handedOver }: AdminStandby): string {
  const state = cold === "" ? "stands by, warm" : `not warm: ${cold}`;
  if (handedOver === undefined) return state;
  return `${state}; handed the world to ${handedOver.to} in ${formatMs(handedOver.ms)}`;
}
