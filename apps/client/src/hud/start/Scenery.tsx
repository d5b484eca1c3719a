// The picture behind the start screen: an island at sunset. Decoration only, hidden from screen readers.

export function Scenery() {
  return (
    <svg className="scenery" viewBox="0 0 1200 800" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <defs>
        <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="#16213f" />
          <stop offset="0.45" stopColor="#54366b" />
          <stop offset="0.75" stopColor="#d96a56" />
          <stop offset="1" stopColor="#f7b267" />
        </linearGradient>
        <linearGradient id="sea" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="#e08a5f" />
          <stop offset="0.2" stopColor="#3f7f8f" />
          <stop offset="1" stopColor="#0c2c44" />
        </linearGradient>
      </defs>
      <rect width="1200" height="560" fill="url(#sky)" />
      <g fill="#fff6dd">
        {[
          [90, 70],
          [210, 130],
          [330, 50],
          [480, 110],
          [640, 40],
          [760, 140],
          [930, 60],
          [1050, 120],
          [1140, 40],
        ].map(([x, y]) => (
          <circle key={x} cx={x} cy={y} r="2.2" opacity="0.8" />
        ))}
      </g>
      <circle cx="600" cy="520" r="120" fill="#ffd98a" />
      <rect y="540" width="1200" height="260" fill="url(#sea)" />
      <g className="swell swell-far" fill="#ffd9a0" opacity="0.35">
        <rect x="470" y="556" width="260" height="5" rx="2" />
        <rect x="510" y="574" width="180" height="5" rx="2" />
        <rect x="545" y="594" width="110" height="5" rx="2" />
      </g>
      <g>
        <path d="M700 566 q190 -86 420 -14 l80 14 z" fill="#2a2038" />
        <path d="M820 545 q14 -70 -6 -150 l9 -2 q24 80 13 152 z" fill="#1f172b" />
        <path
          d="M818 396 q-60 -38 -104 4 q52 -12 100 4 q-44 10 -62 52 q36 -32 66 -48 q-8 40 16 70 q2 -40 -4 -70 q36 14 50 50 q4 -46 -42 -60 q46 -14 78 10 q-30 -48 -98 -12 z"
          fill="#1f172b"
        />
        <path d="M960 540 q10 -50 -4 -104 l7 -2 q18 56 10 106 z" fill="#1f172b" />
        <path
          d="M958 436 q-42 -28 -74 2 q38 -8 72 4 q-32 8 -44 36 q26 -22 48 -34 q-6 28 12 50 q2 -28 -3 -50 q26 10 36 36 q3 -34 -30 -42 q32 -10 56 8 q-22 -34 -73 -10 z"
          fill="#1f172b"
        />
      </g>
      <g fill="#1f172b">
        <path d="M168 560 l150 0 l-18 30 l-112 0 z" />
        <path d="M238 470 l5 0 l0 92 l-5 0 z" />
        <path d="M248 476 q52 34 44 78 l-44 0 z" />
        <path d="M232 486 q-40 30 -40 66 l40 0 z" />
        <path d="M243 470 l26 8 l-26 8 z" fill="#c8403a" />
      </g>
      <g className="swell" fill="#0a2236" opacity="0.5">
        <path d="M-60 660 q60 -22 120 0 t120 0 t120 0 t120 0 t120 0 t120 0 t120 0 t120 0 t120 0 t120 0 t120 0 v160 h-1320 z" />
      </g>
      <g className="swell swell-near" fill="#071a2b" opacity="0.75">
        <path d="M-120 720 q60 -22 120 0 t120 0 t120 0 t120 0 t120 0 t120 0 t120 0 t120 0 t120 0 t120 0 t120 0 t120 0 v120 h-1440 z" />
      </g>
    </svg>
  );
}
