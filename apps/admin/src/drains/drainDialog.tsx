// Asks for confirmation, starts the drain of a gateway and shows why it cannot be started, if so.
import { ConfirmOrderDialog } from "../dialogs/confirmOrderDialog.tsx";
import { useOrders } from "../orders/ordersContext.ts";

interface DrainDialogProps {
  readonly gateway: string;
  readonly players: number;
  readonly onClosed: () => void;
}

export function DrainDialog({ gateway, players, onClosed }: DrainDialogProps) {
  const { drain } = useOrders();
  return (
    <ConfirmOrderDialog
      title={`Drain ${gateway}?`}
      action="Drain"
      underWay="Starting…"
      testId="drain-dialog"
      order={() => drain(gateway, "start")}
      onClosed={onClosed}
    >
      It takes no new players and moves its {players.toLocaleString("en")} to the other gateways, each within
      a second or two; they see one line that says so. Then its process ends.
    </ConfirmOrderDialog>
  );
}
