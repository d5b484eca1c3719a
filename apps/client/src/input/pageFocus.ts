// The page's only listener for focus and visibility. It reports when held keys and pointers must be released, because
// their release events may never arrive. Holds no input state itself.
import { takesKeys } from "./keyFocus.ts";

export interface PageFocusHandlers {
  /** The page lost the focus, or was hidden or shown again. No frames are drawn while it is hidden. */
  readonly pageLeft: () => void;
  /** The focus moved into an element that uses keys itself, such as a dialog that opened. */
  readonly keysTaken: () => void;
}

/** The part of a window that is listened to. */
export type FocusPage = EventTarget & { readonly document: EventTarget };

/** Starts listening. Returns the function that stops it. */
export function watchPageFocus(page: FocusPage, { pageLeft, keysTaken }: PageFocusHandlers): () => void {
  const abort = new AbortController();
  const { signal } = abort;
  page.addEventListener("blur", pageLeft, { signal });
  page.document.addEventListener("visibilitychange", pageLeft, { signal });
  page.addEventListener("focusin", ({ target }) => takesKeys(target) && keysTaken(), { signal });
  return () => abort.abort();
}
