// The one table of the console: columns as data, one row per item. It sorts and fetches nothing.
import type { ReactNode } from "react";

export interface Column<Row> {
  readonly header: string;
  /** Explains a short header. */
  readonly help?: string;
  /** The header is for screen readers only. */
  readonly headerHidden?: boolean;
  /** The cell names its row. */
  readonly namesRow?: boolean;
  /** Cells and header are text, which may wrap; other columns have figures. */
  readonly text?: boolean;
  readonly className?: string;
  readonly cell: (row: Row) => ReactNode;
}

interface DataTableProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Attributes of a row's element. */
  readonly rowProps?: (row: Row) => Readonly<Record<string, string | boolean | undefined>>;
  /** The content of the table, for screen readers. */
  readonly caption: string;
  readonly className?: string;
  readonly testId?: string;
  /** Whether other rows have been requested. */
  readonly busy?: boolean;
  /** Given for a wide table, which scrolls sideways: the name of the part that scrolls. */
  readonly scrollName?: string;
}

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rows, keyOf, rowProps, caption, className = "rows", testId, busy, scrollName } = props;
  const table = (
    <table className={className} aria-busy={busy} data-testid={testId}>
      <caption className="hidden-text">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.header} scope="col" className={column.text ? "text-cell" : undefined}>
              <Header {...column} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)} {...rowProps?.(row)}>
            {columns.map(
              ({ header, namesRow, text, className: cellClass = text ? "text-cell" : undefined, cell }) =>
                namesRow ? (
                  <th key={header} scope="row" className={cellClass}>
                    {cell(row)}
                  </th>
                ) : (
                  <td key={header} className={cellClass}>
                    {cell(row)}
                  </td>
                ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
  if (scrollName === undefined) return table;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard.
    <section className="table-scroll" aria-label={`${scrollName}, scrolls sideways`} tabIndex={0}>
      {table}
    </section>
  );
}

function Header({ header, help, headerHidden }: Pick<Column<never>, "header" | "help" | "headerHidden">) {
  if (headerHidden) return <span className="hidden-text">{header}</span>;
  return help === undefined ? header : <abbr title={help}>{header}</abbr>;
}
