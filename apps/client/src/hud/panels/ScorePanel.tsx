// The player's own score, counting up to what is theirs, and their rank.
import { useEffect, useRef, useState } from "react";
import { useHud } from "../hudStore.ts";

const COUNT_MS = 500;

export function ScorePanel() {
  const name = useHud((state) => state.name);
  const { score, rank, of } = useHud((state) => state.standing);
  const shown = useCounting(score);
  return (
    <section className="panel score-panel" aria-label="Your standing">
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

/** The number on its way from what it was to what it is. */
function useCounting(goal: number): number {
  const [shown, setShown] = useState(goal);
  const from = useRef(goal);
  useEffect(() => {
    const startMs = performance.now();
    const begin = from.current;
    let request = 0;
    const step = (nowMs: number): void => {
      const part = Math.min(1, Math.max(0, (nowMs - startMs) / COUNT_MS));
      from.current = Math.round(begin + (goal - begin) * part);
      setShown(from.current);
      if (part < 1) request = requestAnimationFrame(step);
    };
    request = requestAnimationFrame(step);
    return () => cancelAnimationFrame(request);
  }, [goal]);
  return shown;
}
