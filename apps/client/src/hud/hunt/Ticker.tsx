// The ticker: the newest finds of the hunts, each for a while. Screen readers are told politely.
import { useEffect, useState } from "react";
import { type ShownFind, useHunt } from "../../hunting/huntStore.ts";
import { useHud } from "../hudStore.ts";
import { findText } from "./findText.ts";

const SHOWN_MS = 12_000;
const MAX_LINES = 3;

export function Ticker() {
  const finds = useHunt((state) => state.finds);
  return (
    <section className="ticker" aria-label="Finds" aria-live="polite" data-testid="ticker">
      {finds.slice(0, MAX_LINES).map((find) => (
        <Line key={find.id} find={find} />
      ))}
    </section>
  );
}

function Line({ find }: { readonly find: ShownFind }) {
  const own = useHud((state) => state.name);
  const [shown, setShown] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setShown(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return null;
  const isOwn = find.by.some(({ name }) => name === own);
  return <p className={isOwn ? "ticker-line ticker-own" : "ticker-line"}>{findText(find, own)}</p>;
}
