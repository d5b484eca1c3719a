// What a panel of the console is.
import type { ComponentType } from "react";

export interface Panel {
  /** Part of the address and of test ids; never changes. */
  readonly id: string;
  readonly title: string;
  /** Which of the two columns it stands in, where there is room for two. */
  readonly side: "tables" | "charts";
  readonly Body: ComponentType;
}
