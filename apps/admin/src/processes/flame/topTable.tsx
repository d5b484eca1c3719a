// The functions that took the most by themselves, as a table.
import { type Column, DataTable } from "../../tables/dataTable.tsx";
import { formatAmount, formatShare } from "./describeFrame.ts";
import type { FlameTree } from "./flameTree.ts";
import { type TopFunction, topFunctions } from "./topFunctions.ts";

const MAX_ROWS = 25;

export function TopTable({ tree, name }: { readonly tree: FlameTree; readonly name: string }) {
  const { root, unit } = tree;
  const columns: readonly Column<TopFunction>[] = [
    { header: "Function", namesRow: true, className: "flame-function", cell: (row) => row.name },
    { header: "In itself", cell: ({ self }) => formatAmount(self, unit) },
    {
      header: "Share",
      help: "Of all that the recording has",
      cell: ({ self }) => formatShare(self, root.value),
    },
    { header: "With callees", cell: ({ total }) => formatAmount(total, unit) },
    { header: "Place", className: "flame-place", cell: ({ place }) => place },
  ];
  return (
    <DataTable
      columns={columns}
      rows={topFunctions(root, MAX_ROWS)}
      keyOf={(row) => `${row.name} ${row.place}`}
      caption={`The ${MAX_ROWS} functions that took the most by themselves: ${name}`}
      testId="flame-top"
      scrollName="Top functions"
    />
  );
}
