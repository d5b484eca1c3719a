// Says to one who is not let in yet how many others wait too, and about how long it takes, counting down.
import type { ShownQueue } from "../hudStore.ts";
import { queueText } from "./queueText.ts";
import { useSecondsUntil } from "./useSecondsUntil.ts";

export function QueueLine({ queue }: { readonly queue: ShownQueue }) {
  const seconds = useSecondsUntil(queue.untilMs);
  // Read out once and not every second.
  return (
    <p className="countdown" data-testid="queue" aria-live="off">
      {queueText(queue.waiting, seconds)}
    </p>
  );
}
