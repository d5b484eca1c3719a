// The hunt's zone as the game draws it, with its caches, their phantoms, and one's own readings.
import { CELL_TILES } from "@doubloon/shared/hunt/rules";
import { TILE_SUB } from "@doubloon/shared/space";
import { BANDS } from "@doubloon/shared/wire/reading";
import { useEffect, useRef, useState } from "react";
import { BAND_COLORS } from "../render/map/chartOverlay.ts";
import { cacheName } from "./cacheName.ts";
import type { ShownHunt } from "./fairness.ts";
import { paintZone } from "./paintZone.ts";

export function ZoneMap({ hunt, root }: { hunt: ShownHunt; root: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [failed, setFailed] = useState(false);
  const { zone } = hunt.definition;
  useEffect(() => {
    const aborter = new AbortController();
    const url = new URL(`map/${encodeURIComponent(hunt.mapVersion)}/map.json`, root).href;
    if (canvas.current !== null)
      paintZone(canvas.current, zone, url, aborter.signal).catch(() => setFailed(!aborter.signal.aborted));
    return () => aborter.abort();
  }, [hunt.mapVersion, root, zone]);
  const shown = hunt.recomputed ? "All caches of the hunt" : "The caches that were found";
  return (
    <figure className="fair-map">
      <div className="fair-zone">
        <canvas ref={canvas} />
        <svg
          viewBox={`${zone.x} ${zone.y} ${zone.width} ${zone.height}`}
          role="img"
          aria-label={`${shown} on the map; the table below lists them.`}
        >
          {hunt.ownReadings.map(({ thread, cellX, cellY, band }) => (
            <g key={`${thread} ${cellX} ${cellY}`}>
              <rect
                x={cellX * CELL_TILES}
                y={cellY * CELL_TILES}
                width={CELL_TILES}
                height={CELL_TILES}
                fill={BAND_COLORS[band]}
                fillOpacity={0.7}
                stroke="#1c1320"
                strokeWidth={0.3}
              />
              <text
                x={(cellX + 0.5) * CELL_TILES}
                y={(cellY + 0.8) * CELL_TILES}
                fontSize={0.8 * CELL_TILES}
                textAnchor="middle"
                fill={band < 4 ? "#1c1320" : "#fff"}
              >
                {BANDS - band}
              </text>
            </g>
          ))}
          {hunt.leaves.map((leaf) => (
            <CacheSign key={leaf.index} hunt={hunt} leaf={leaf} size={zone.width / 60} />
          ))}
        </svg>
      </div>
      <figcaption>
        {shown}: gold found, white not found, a cross for a mimic, a star for the crown. A line leads to the
        phantom that the detector measured.{" "}
        {hunt.ownReadings.length > 0 && "Squares are your own readings, from 6 (burning) to 1 (cold). "}
        {failed && "The map itself could not be loaded."}
      </figcaption>
    </figure>
  );
}

function CacheSign(props: { hunt: ShownHunt; leaf: ShownHunt["leaves"][number]; size: number }) {
  const { hunt, leaf, size } = props;
  const [x, y] = [leaf.tileX + 0.5, leaf.tileY + 0.5];
  const fill = leaf.foundMs === undefined ? "#fff" : "#ffc72e";
  const line = { stroke: "#1c1320", strokeWidth: size / 5 };
  return (
    <g>
      <title>{`cache ${leaf.index}: ${cacheName(hunt.definition, leaf)}`}</title>
      <line x1={x} y1={y} x2={leaf.phantomX / TILE_SUB} y2={leaf.phantomY / TILE_SUB} {...line} />
      {leaf.tier < 0 ? (
        <polygon points={star(x, y, size * 1.6)} fill={fill} {...line} />
      ) : (
        <circle cx={x} cy={y} r={size} fill={fill} {...line} />
      )}
      {leaf.mimic && (
        <path
          d={`M${x - size / 2} ${y - size / 2}l${size} ${size}m0 ${-size}l${-size} ${size}`}
          {...line}
          strokeWidth={size / 3}
        />
      )}
    </g>
  );
}

/** A star of five points around a position. */
function star(x: number, y: number, radius: number): string {
  return Array.from({ length: 10 }, (_, i) => {
    const angle = (i * Math.PI) / 5 - Math.PI / 2;
    const length = i % 2 === 0 ? radius : radius * 0.45;
    return `${x + length * Math.cos(angle)},${y + length * Math.sin(angle)}`;
  }).join(" ");
}
