// Asks for confirmation and ends a running hunt, with its podium.
import type { AdminHunt, HuntOrderOutcome } from "@doubloon/shared/protocol/adminHunts";
import { ConfirmOrderDialog } from "../dialogs/confirmOrderDialog.tsx";
import { useHuntCalls } from "./huntCallsContext.ts";
import { huntStore, useHunts } from "./huntStore.ts";

interface EndDialogProps {
  readonly onOutcome: (outcome: HuntOrderOutcome) => void;
}

export function EndDialog({ onOutcome }: EndDialogProps) {
  const row = useHunts((state) => state.ending);
  return row?.hunt === undefined ? null : (
    <Confirmation key={row.hunt} row={row} hunt={row.hunt} onOutcome={onOutcome} />
  );
}

interface ConfirmationProps extends EndDialogProps {
  readonly row: AdminHunt;
  readonly hunt: number;
}

function Confirmation({ row, hunt, onOutcome }: ConfirmationProps) {
  const { order } = useHuntCalls();
  return (
    <ConfirmOrderDialog
      title={`End ${row.title}?`}
      action="End the hunt"
      underWay="Ending…"
      dismiss="Keep it"
      testId="end-dialog"
      order={async () => {
        const outcome = await order({ act: "end", hunt });
        if (outcome.ok) onOutcome(outcome);
        return outcome;
      }}
      onClosed={() => huntStore.setState({ ending: undefined })}
    >
      The podium comes at once, with the points that the hunters have now. This cannot be taken back.
    </ConfirmOrderDialog>
  );
}
