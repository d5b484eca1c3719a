// The player's name, rank and score. The shown score counts up to the real one.
import { useEffect, useRef, useState } from "react";
import { useHud } from "../hudStore.ts";

const COUNT_MS = 500;

export function ScorePanel() {
  const name = useHud((state) => state.name);
  const { score, rank, of } = useHud((state) => state.standing);
  const shown = useCounting(score);
  return (
    <section className="panel score-panel" aria-label="Your score and rank">
      <span className="coin" aria-hidden="true" />
      <div>
        <div className="score" data-testid="score" data-score={score}>
          <span className="unseen">Score </span>
          {shown.toLocaleString("en")}
        </div>
        <div className="rank-line">
          <span data-testid="own-name" className="own-name">
            {name}
          </span>
          {rank > 0 && (
            <span data-testid="rank" data-rank={rank}>
              {" "}
              #{rank.toLocaleString("en")} of {of.toLocaleString("en")}
            </span>
          )}
        </div>
      </div>
    </section>
  );
}

/** Animates from the previously shown number to `goal`. */
function useCounting(goal: number): number {
  const [shown, setShown] = useState(goal);
  const from = useRef(goal);
  useEffect(() => {
    const startMs = performance.now();
    const previous = from.current;
    let request = 0;
    const step = (nowMs: number): void => {
      const part = Math.min(1, Math.max(0, (nowMs - startMs) / COUNT_MS));
      from.current = Math.round(previous + (goal - previous) * part);
      setShown(from.current);
      if (part < 1) request = requestAnimationFrame(step);
    };
    request = requestAnimationFrame(step);
    return () => cancelAnimationFrame(request);
  }, [goal]);
  return shown;
}
