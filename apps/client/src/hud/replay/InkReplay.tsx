// The whole hunt drawn as ink in fifteen seconds. It can be skipped and replayed; with reduced motion it is drawn at once.
import { useEffect, useRef, useState } from "react";
import { viewOf } from "../../render/map/mapView.ts";
import { type InkCache, InkPainter } from "../../render/replay/inkPainter.ts";
import type { InkRecord } from "../../render/replay/inkRecorder.ts";
import { mapStore } from "../map/mapStore.ts";

export const REPLAY_MS = 15_000;
const MAX_RATIO = 2;

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
    const painter = makePainter(canvas.current, record, caches);
    if (painter === undefined) return;
    painter.begin(mapStore.getState().board?.sheet);
    setPlaying(true);
    let request = 0;
    let startMs: number | undefined;
    const finish = (): void => {
      cancelAnimationFrame(request);
      painter.advance(record.lengthMs);
      setPlaying(false);
      skip.current = () => {};
      ended.current?.();
    };
    const frame = (nowMs: number): void => {
      startMs ??= nowMs;
      const part = (nowMs - startMs) / REPLAY_MS;
      if (part >= 1) finish();
      else {
        painter.advance(part * record.lengthMs);
        request = requestAnimationFrame(frame);
      }
    };
    skip.current = finish;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) finish();
    else request = requestAnimationFrame(frame);
    return () => cancelAnimationFrame(request);
  }, [record, caches, round]);
  return (
    <figure className="ink" data-testid="ink-replay">
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

function makePainter(
  canvas: HTMLCanvasElement | null,
  record: InkRecord,
  caches: readonly InkCache[],
): InkPainter | undefined {
  const context = canvas?.getContext("2d");
  if (canvas === null || context === null || context === undefined) return undefined;
  const { clientWidth: width, clientHeight: height } = canvas;
  const ratio = Math.min(MAX_RATIO, window.devicePixelRatio || 1);
  canvas.width = Math.max(1, Math.round(width * ratio));
  canvas.height = Math.max(1, Math.round(height * ratio));
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const { zone } = record;
  // The map's bounds do not matter here: the view is that of the zone.
  const everywhere = { widthTiles: zone.x + 2 * zone.width, heightTiles: zone.y + 2 * zone.height };
  return new InkPainter(context, viewOf(zone, everywhere, width, height, 0.06), record, caches);
}
