// The button with a cross that closes a panel.

interface CloseButtonProps {
  /** What it does, for screen readers. */
  readonly label: string;
  readonly className?: string;
  readonly testId?: string;
  readonly onClick: () => void;
}

export function CloseButton({ label, className = "", testId, onClick }: CloseButtonProps) {
  return (
    <button
      type="button"
      className={`drawer-close ${className}`.trim()}
      aria-label={label}
      data-testid={testId}
      onClick={onClick}
    >
      <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
        <path d="M5 5l14 14M19 5L5 19" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" />
      </svg>
    </button>
  );
}
