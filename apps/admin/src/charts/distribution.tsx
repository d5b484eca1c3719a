// Round-trip times of the last five minutes as bars, one per bucket: a table whose middle column is a bar. Not a
// DataTable, because its cells are drawn.
import { formatCount } from "../format.ts";
import { bucketLabel, countOf } from "./rttDistribution.ts";

export function Distribution({ title, buckets }: { title: string; buckets: readonly number[] }) {
  const highest = Math.max(1, ...buckets);
  const count = countOf(buckets);
  return (
    <figure className="chart" data-testid="rtt-distribution">
      <figcaption className="chart-head">
        <h3>{title}</h3>
        <span className="chart-when">{formatCount(count)} heartbeats</span>
      </figcaption>
      <table className="bars">
        <caption className="hidden-text">{title}, the last five minutes</caption>
        <thead className="hidden-text">
          <tr>
            <th scope="col">Round trip</th>
            <th scope="col">Share</th>
            <th scope="col">Heartbeats</th>
          </tr>
        </thead>
        <tbody>
          {buckets.map((inBucket, i) => (
            <tr key={bucketLabel(i)}>
              <th scope="row">{bucketLabel(i)}</th>
              <td className="bar-track">
                <span className="hidden-text">
                  {count === 0 ? 0 : Math.round((100 * inBucket) / count)} %
                </span>
                {inBucket > 0 && (
                  <span
                    className="bar"
                    aria-hidden="true"
                    style={{ width: `${(100 * inBucket) / highest}%` }}
                  />
                )}
              </td>
              <td>{formatCount(inBucket)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
