// Tells a player in the queue how many are waiting and about how long it will take, counting down.
import type { ShownQueue } from "../hudStore.ts";
import { queueText } from "./queueText.ts";
import { useSecondsUntil } from "./useSecondsUntil.ts";

export function QueueLine({ queue }: { readonly queue: ShownQueue }) {
  const seconds = useSecondsUntil(queue.untilMs);
  // Not live: a screen reader would announce it every second.
  return (
    <p className="countdown" data-testid="queue" aria-live="off">
      {queueText(queue.waiting, seconds)}
    </p>
  );
}
