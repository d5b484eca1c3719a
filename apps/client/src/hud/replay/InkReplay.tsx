// The whole hunt drawn as ink in fifteen seconds. It can be skipped and replayed; with reduced motion it is drawn at once.
import { useEffect, useRef, useState } from "react";
import { isMotionReduced } from "../../preferences/preferences.ts";
import { viewAround } from "../../render/map/mapView.ts";
import { loadInkChart } from "../../render/replay/inkChart.ts";
import { type InkCache, InkPainter } from "../../render/replay/inkPainter.ts";
import type { InkRecord } from "../../render/replay/inkRecorder.ts";

export const REPLAY_MS = 15_000;
const MAX_RATIO = 2;
/** Room around the zone, as a part of its side. */
const MARGIN = 0.06;

export interface InkReplayProps {
  readonly record: InkRecord;
  /** The caches as the podium reveals them. */
  readonly caches: readonly InkCache[];
  /** The replay has come to its end or was skipped. */
  readonly onEnd?: () => void;
}

export function InkReplay({ record, caches, onEnd }: InkReplayProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const skip = useRef(() => {});
  const ended = useRef(onEnd);
  ended.current = onEnd;
  const [round, setRound] = useState(0);
  const [playing, setPlaying] = useState(true);
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    let replay: Replay | undefined;
    let begun = false;
    let closed = false;
    const begin = async (): Promise<void> => {
      const picture = record.chart && (await loadInkChart(record.chart));
      if (closed) return;
      setPlaying(true);
      replay = play(element, record, caches, picture, () => {
        setPlaying(false);
        ended.current?.();
      });
      skip.current = () => replay?.finish();
    };
    // It begins when it is shown: inside a dialog that is not open yet it has no size. A turned phone gives it another one.
    const observer = new ResizeObserver(() => {
      if (element.clientWidth === 0) return;
      if (begun) replay?.redraw();
      else void begin();
      begun = true;
    });
    observer.observe(element);
    return () => {
      closed = true;
      observer.disconnect();
      replay?.cancel();
    };
  }, [record, caches, round]);
  return (
    <figure className="ink" data-testid="ink-replay">
      <figcaption className="soft">
        A cross marks a find, a dashed circle a cache that nobody found.
      </figcaption>
      <canvas
        ref={canvas}
        role="img"
        aria-label={`The hunt drawn on the chart: your path and ${record.finds.length} finds`}
      />
      <div className="ink-buttons">
        {playing ? (
          <button type="button" className="plain" data-testid="ink-skip" onClick={() => skip.current()}>
            Skip
          </button>
        ) : (
          <button
            type="button"
            className="plain"
            data-testid="ink-again"
            onClick={() => setRound((before) => before + 1)}
          >
            Replay
          </button>
        )}
      </div>
    </figure>
  );
}

interface Replay {
  /** Draws what was drawn so far in the canvas's present size. */
  redraw(): void;
  /** Draws the rest at once. */
  finish(): void;
  cancel(): void;
}

/** Plays the replay on a canvas. */
function play(
  canvas: HTMLCanvasElement,
  record: InkRecord,
  caches: readonly InkCache[],
  picture: HTMLImageElement | undefined,
  onEnd: () => void,
): Replay {
  let painter: InkPainter | undefined;
  let request = 0;
  let startMs: number | undefined;
  let shownMs = 0;
  let over = false;
  const advance = (toMs: number): void => {
    shownMs = toMs;
    painter?.advance(toMs);
  };
  const redraw = (): void => {
    painter = makePainter(canvas, record, caches);
    painter?.begin(picture);
    if (startMs !== undefined || over) painter?.advance(shownMs);
  };
  const cancel = (): void => cancelAnimationFrame(request);
  const finish = (): void => {
    if (over) return;
    over = true;
    cancel();
    advance(record.lengthMs);
    onEnd();
  };
  const frame = (nowMs: number): void => {
    startMs ??= nowMs;
    const part = (nowMs - startMs) / REPLAY_MS;
    if (part >= 1) finish();
    else {
      advance(part * record.lengthMs);
      request = requestAnimationFrame(frame);
    }
  };
  redraw();
  request = requestAnimationFrame(isMotionReduced() ? finish : frame);
  return { redraw, finish, cancel };
}

function makePainter(
  canvas: HTMLCanvasElement,
  record: InkRecord,
  caches: readonly InkCache[],
): InkPainter | undefined {
  const context = canvas.getContext("2d");
  if (context === null) return undefined;
  const { clientWidth: width, clientHeight: height } = canvas;
  const ratio = Math.min(MAX_RATIO, window.devicePixelRatio || 1);
  canvas.width = Math.max(1, Math.round(width * ratio));
  canvas.height = Math.max(1, Math.round(height * ratio));
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const view = viewAround(record.zone, width, height, MARGIN);
  return new InkPainter(context, view, record, caches);
}
