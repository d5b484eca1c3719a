// Offers to reload in place of a page that failed: a part of it could not be loaded, or threw while it was shown.
import { Component, type ReactNode } from "react";

interface PageBoundaryProps {
  readonly reload: () => void;
  readonly children: ReactNode;
}

interface PageBoundaryState {
  readonly failed: boolean;
}

export class PageBoundary extends Component<PageBoundaryProps, PageBoundaryState> {
  override readonly state: PageBoundaryState = { failed: false };

  static getDerivedStateFromError(): PageBoundaryState {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <main className="start" data-testid="page-failed">
        <div className="start-card" role="alert">
          <h1 className="failed-title">The page has failed</h1>
          <p className="tagline">A part of it could not be loaded or shown. Your treasure is safe.</p>
          <button type="button" className="play" onClick={this.props.reload}>
            Reload
          </button>
        </div>
      </main>
    );
  }
}
