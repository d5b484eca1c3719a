// A row of figures over the last five minutes.

export interface Stat {
  readonly id: string;
  readonly label: string;
  readonly value: string;
}

export function Stats({ stats }: { stats: readonly Stat[] }) {
  return (
    <dl className="stats">
      {stats.map(({ id, label, value }) => (
        <div key={id} className="stat">
          <dt>{label}</dt>
          <dd data-testid={`stat-${id}`}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
