// Tells when it is worth trying again: the page is shown again after it was hidden, or the device is online again.

/** Calls `wake` then. Returns the function that ends it. */
export function onWake(wake: () => void): () => void {
  const abort = new AbortController();
  const { signal } = abort;
  window.addEventListener("online", wake, { signal });
  document.addEventListener(
    "visibilitychange",
    () => {
      if (document.visibilityState === "visible") wake();
    },
    { signal },
  );
  return () => abort.abort();
}
