// A row of labelled values with a caption.

export interface Stat {
  readonly id: string;
  readonly label: string;
  readonly value: string;
}

export function Stats({ caption, stats }: { caption: string; stats: readonly Stat[] }) {
  return (
    <>
      <p className="stats-caption">{caption}</p>
      <dl className="stats">
        {stats.map(({ id, label, value }) => (
          <div key={id} className="stat">
            <dt>{label}</dt>
            <dd data-testid={`stat-${id}`}>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
