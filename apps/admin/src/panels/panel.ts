// The form of a panel of the console.
import type { ComponentType } from "react";

export interface Panel {
  /** Part of links and test ids; never changes. */
  readonly id: string;
  readonly title: string;
  /** The column of the panel, where there is room for two. */
  readonly side: "tables" | "charts";
  readonly Body: ComponentType;
}
