// The flame graph of a recording, with a search and a cursor for the keyboard. The bars are a picture for screen readers;
// the line below it says what is under the cursor, and the table beside it has the same figures as text.
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { formatCount } from "../../format.ts";
import { describeFrame } from "./describeFrame.ts";
import { type CursorMove, drawFlame, type FlameDrawing } from "./flameChart.ts";
import type { FlameTree } from "./flameTree.ts";
import { FOUND_COLOR, ORIGINS } from "./frameColors.ts";

const KEYS: Readonly<Record<string, CursorMove>> = {
  ArrowUp: "caller",
  ArrowDown: "callee",
  ArrowLeft: "left",
  ArrowRight: "right",
  Enter: "zoom",
  Home: "whole",
};

export function FlameGraph({ tree, name }: { readonly tree: FlameTree; readonly name: string }) {
  const host = useRef<HTMLDivElement>(null);
  const drawing = useRef<FlameDrawing>(undefined);
  const [looked, setLooked] = useState("");
  const [found, setFound] = useState<number>();
  const [term, setTerm] = useState("");
  const searchId = useId();
  const helpId = useId();

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const made = drawFlame(element, {
      tree,
      widthPx: element.clientWidth,
      onLook: (node) => setLooked(describeFrame(node, tree)),
      onFound: setFound,
    });
    drawing.current = made;
    const observer = new ResizeObserver(() => made.resize(element.clientWidth));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
    };
  }, [tree]);

  function onKeyDown(event: KeyboardEvent) {
    const move = KEYS[event.key];
    if (move === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    drawing.current?.move(move);
  }

  return (
    <>
      <div className="flame-tools">
        <div className="field">
          <label htmlFor={searchId}>Find functions or files</label>
          <input
            id={searchId}
            type="search"
            value={term}
            onChange={(event) => {
              setTerm(event.target.value);
              drawing.current?.search(event.target.value);
            }}
          />
        </div>
        <button type="button" onClick={() => drawing.current?.move("whole")}>
          Whole graph
        </button>
        <p role="status" className="flame-found">
          {found !== undefined && `${formatCount(found)} found`}
        </p>
        <ul className="flame-legend" aria-label="Colours">
          {Object.entries({ ...ORIGINS, found: { label: "found", color: FOUND_COLOR } }).map(
            ([key, origin]) => (
              <li key={key}>
                <svg width="12" height="12" aria-hidden="true">
                  <rect width="12" height="12" rx="2" fill={origin.color} />
                </svg>
                {origin.label}
              </li>
            ),
          )}
        </ul>
      </div>
      <p id={helpId} className="stats-caption">
        The wider a bar, the more it took with all that it called; a function is below its caller. A click or
        Enter shows one bar in full width, the arrow keys go from bar to bar, Home shows the whole graph.
      </p>
      <div
        className="flame-scroll"
        role="application"
        aria-label={`Flame graph of ${name}`}
        aria-describedby={helpId}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move a cursor in it, and it scrolls.
        tabIndex={0}
        onKeyDown={onKeyDown}
        data-testid="flame-graph"
      >
        <div ref={host} aria-hidden="true" />
      </div>
      <p role="status" className="flame-looked" data-testid="flame-looked">
        {looked}
      </p>
    </>
  );
}
