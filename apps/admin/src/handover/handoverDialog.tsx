// Asks for confirmation, begins the handover and shows why it cannot begin, if so.
import { ConfirmOrderDialog } from "../dialogs/confirmOrderDialog.tsx";
import { useOrders } from "../orders/ordersContext.ts";

export function HandoverDialog({ onClosed }: { readonly onClosed: () => void }) {
  const { handOver } = useOrders();
  return (
    <ConfirmOrderDialog
      title="Hand the world over?"
      action="Hand over"
      underWay="Beginning…"
      testId="handover-dialog"
      order={handOver}
      onClosed={onClosed}
    >
      The world stops for about half a second and goes on at the machine that stands by. Players stay
      connected. This machine stands by afterwards.
    </ConfirmOrderDialog>
  );
}
