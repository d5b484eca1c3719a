// The start screen's line about the hunt that is on or comes next. Empty until the server has answered, and without a hunt.
import { useEffect, useState } from "react";
import { fetchHuntOn, type HuntOn } from "../../net/fetchHuntOn.ts";
import { huntOnText } from "./huntOnText.ts";

/** How often the server is asked, and how often the text is made anew, in ms. */
const ASK_MS = 20_000;
const TEXT_MS = 1_000;

export function HuntOnLine() {
  const [hunt, setHunt] = useState<HuntOn>();
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    let gone = false;
    const ask = async (): Promise<void> => {
      const found = await fetchHuntOn(window.location.origin);
      if (!gone) setHunt(found);
    };
    void ask();
    const asking = setInterval(() => void ask(), ASK_MS);
    const ticking = setInterval(() => setNowMs(Date.now()), TEXT_MS);
    return () => {
      gone = true;
      clearInterval(asking);
      clearInterval(ticking);
    };
  }, []);
  return (
    <p className="hunt-on" data-testid="hunt-on" aria-live="off">
      {hunt !== undefined && huntOnText(hunt, nowMs)}
    </p>
  );
}
