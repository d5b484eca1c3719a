// Catches what a panel throws, a part that cannot be loaded included: the panel says so, and the others go on.
import { errorText } from "@doubloon/shared/errorText";
import { Component, type ReactNode } from "react";

interface PanelBoundaryProps {
  readonly children: ReactNode;
}

interface PanelBoundaryState {
  /** What failed; undefined while all is well. */
  readonly problem: string | undefined;
}

export class PanelBoundary extends Component<PanelBoundaryProps, PanelBoundaryState> {
  override state: PanelBoundaryState = { problem: undefined };

  static getDerivedStateFromError(error: unknown): PanelBoundaryState {
    return { problem: errorText(error) };
  }

  override render(): ReactNode {
    const { problem } = this.state;
    if (problem === undefined) return this.props.children;
    return (
      <div role="alert" data-testid="panel-problem">
        <p className="order-problem">This panel has failed: {problem}</p>
        <p className="empty">The other panels go on. Reload the page to get this one back.</p>
        <button type="button" onClick={() => location.reload()}>
          Reload the page
        </button>
      </div>
    );
  }
}
