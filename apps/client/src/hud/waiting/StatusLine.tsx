// One line that says what goes on just now, while play goes on or does so in a moment: being moved to another gateway, a
// world that is being taken over. Interrupts nothing; Interruption does.
import { useHud } from "../hudStore.ts";

export function StatusLine() {
  const status = useHud((state) => state.status);
  return (
    <div className="status-line" role="status" data-testid="status-line">
      {status !== undefined && <p>{status}</p>}
    </div>
  );
}
