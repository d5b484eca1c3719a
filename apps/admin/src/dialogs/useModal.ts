// Opens a dialog as modal for as long as its component is shown.
import { type RefObject, useEffect, useRef } from "react";

interface Modal {
  readonly dialog: RefObject<HTMLDialogElement | null>;
  /** For the dialog's `onClose`. */
  readonly closed: () => void;
}

/** `close` removes the component. */
export function useModal(close: () => void): Modal {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  // React's strict mode closes and reopens the dialog at once; the close event arrives when it is open again.
  return { dialog, closed: () => void (dialog.current?.open === false && close()) };
}
