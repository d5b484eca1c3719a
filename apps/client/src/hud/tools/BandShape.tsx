// A band of the detector as a picture that needs no colour to be told apart: as many of six petals are filled as the band is
// warm, and its number stands in the middle.
import { bandNumber, bandTexts } from "../../hunting/detector.ts";
import { BAND_COLORS } from "../../render/map/chartOverlay.ts";

const PETALS = bandTexts.length;

export function BandShape({ band, size }: { readonly band: number | undefined; readonly size: number }) {
  const filled = band === undefined ? 0 : bandTexts[band].rings;
  const color = band === undefined ? "#8a86a8" : BAND_COLORS[band];
  return (
    <svg viewBox="-50 -50 100 100" width={size} height={size} aria-hidden="true">
      {Array.from({ length: PETALS }, (_, i) => (
        <path
          key={i}
          d={petal(i)}
          fill={i < filled ? color : "none"}
          stroke={i < filled ? "#1a1330" : "#8a86a8"}
          strokeWidth="3"
        />
      ))}
      <circle r="17" fill="#171b38" />
      <text textAnchor="middle" dominantBaseline="central" fontSize="26" fontWeight="800" fill="#fff">
        {band !== undefined && bandNumber(band)}
      </text>
    </svg>
  );
}

/** A sixth of a ring, from the top clockwise. */
function petal(index: number): string {
  const point = (radius: number, degrees: number): string => {
    const angle = ((degrees - 90) * Math.PI) / 180;
    return `${(radius * Math.cos(angle)).toFixed(1)} ${(radius * Math.sin(angle)).toFixed(1)}`;
  };
  const from = index * 60 + 4;
  const to = index * 60 + 56;
  return `M${point(22, from)} L${point(46, from)} A46 46 0 0 1 ${point(46, to)} L${point(22, to)} A22 22 0 0 0 ${point(22, from)}Z`;
}
