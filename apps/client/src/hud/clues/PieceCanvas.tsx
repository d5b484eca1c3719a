// A torn piece of chart, drawn by the renderer that draws the world. Drawn again once the map is loaded.
import { useEffect, useRef } from "react";
import { drawPiece, useMap } from "../map/mapStore.ts";

/** Side of the canvas in device pixels. */
const SIDE_PX = 480;

interface PieceProps {
  readonly layers: readonly (readonly number[])[];
  readonly turned: boolean;
}

export function PieceCanvas({ layers, turned }: PieceProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const loaded = useMap((state) => state.board !== undefined);
  useEffect(() => {
    if (loaded && canvas.current !== null) drawPiece(canvas.current, layers, turned);
  }, [loaded, layers, turned]);
  return (
    <canvas
      ref={canvas}
      className="piece"
      width={SIDE_PX}
      height={SIDE_PX}
      role="img"
      aria-label="A torn piece of the chart: 12 by 12 steps of land around the cache"
    />
  );
}
