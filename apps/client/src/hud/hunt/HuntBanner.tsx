// The banner at the top: which hunt is on, its phase, the time, the caches left, the player's points, and the way to the zone.
// Without a hunt it says when the next one comes.
import type { HuntSummary } from "@doubloon/shared/protocol/huntEvents";
import { shownHunt, useHunt } from "../../hunting/huntStore.ts";
import { clockText, secondsUntil } from "../../hunting/huntTimes.ts";
import { bannerClock, cachesText, phaseText, wayText } from "./bannerText.ts";
import { useSecondsUntilDate } from "./useSecondsUntilDate.ts";

export function HuntBanner() {
  const hunt = useHunt(shownHunt);
  const next = useHunt((state) => state.next);
  if (hunt !== undefined) return <ThisHunt hunt={hunt} />;
  return next === undefined ? null : <NextHunt title={next.title} atMs={next.atMs} />;
}

function ThisHunt({ hunt }: { readonly hunt: HuntSummary }) {
  const own = useHunt((state) => state.hunter?.hunt === hunt.hunt);
  const phaseSeconds = useHunt(({ tick }) => (tick === undefined ? 0 : secondsUntil(hunt.phaseEnds, tick)));
  const endSeconds = useHunt(({ tick }) => (tick === undefined ? 0 : secondsUntil(hunt.ends, tick)));
  const points = useHunt((state) => state.hunter?.points ?? 0);
  const rank = useHunt((state) => state.hunter?.rank ?? 0);
  const of = useHunt((state) => state.hunter?.of ?? 0);
  const clock = bannerClock(hunt, phaseSeconds, endSeconds);
  const running = hunt.phase === "running";
  const urgent = running && !hunt.paused && endSeconds <= 20;
  return (
    <section
      className={`panel banner banner-${hunt.phase}${urgent ? " banner-urgent" : ""}`}
      aria-label="The hunt"
      data-testid="hunt-banner"
      data-hunt={hunt.hunt}
      data-phase={hunt.phase}
      data-own={own}
    >
      <h2 className="banner-title">{hunt.title}</h2>
      <p className="banner-line">
        <span data-testid="hunt-phase">{phaseText(hunt)}</span>
        {clock !== "" && (
          <span className="banner-clock" role="timer" data-testid="hunt-clock">
            {clock}
          </span>
        )}
        {running && <span data-testid="caches-left">{cachesText(hunt.cachesLeft)}</span>}
        {own && running && (
          <span className="banner-points" data-testid="hunt-points" data-points={points}>
            {points.toLocaleString("en")} points{rank > 0 && `, #${rank} of ${of}`}
          </span>
        )}
      </p>
      <Way hunt={hunt.hunt} own={own} />
    </section>
  );
}

function Way({ hunt, own }: { readonly hunt: number; readonly own: boolean }) {
  const way = useHunt((state) => (state.way?.hunt === hunt ? state.way : undefined));
  const text = way === undefined ? undefined : wayText(way.octant, way.tiles);
  if (way === undefined || text === undefined) return null;
  return (
    <p className="banner-way" data-testid="zone-way">
      <svg
        viewBox="0 0 24 24"
        width="20"
        height="20"
        aria-hidden="true"
        style={{ transform: `rotate(${way.octant * 45}deg)` }}
      >
        <path d="M3 9h10V4l8 8-8 8v-5H3z" fill="currentColor" />
      </svg>
      {own ? text : `Join in: ${text}`}
    </p>
  );
}

function NextHunt({ title, atMs }: { readonly title: string; readonly atMs: number }) {
  const seconds = useSecondsUntilDate(atMs);
  return (
    <section className="panel banner banner-next" aria-label="The next hunt" data-testid="next-hunt">
      <p className="banner-line">
        <span>Next: {title}</span>
        <span className="banner-clock">{seconds > 0 ? clockText(seconds) : "soon"}</span>
      </p>
    </section>
  );
}
