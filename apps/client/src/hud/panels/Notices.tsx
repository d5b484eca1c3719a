// Short messages to the player, each shown for a few seconds.
import { useEffect } from "react";
import { dropNotice, type ShownNotice, useHud } from "../hudStore.ts";

const SHOWN_MS = 6000;

export function Notices() {
  const notices = useHud((state) => state.notices);
  return (
    <section className="notices" aria-live="polite" aria-label="Notices" data-testid="notices">
      {notices.map((notice) => (
        <Line key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function Line({ notice }: { readonly notice: ShownNotice }) {
  useEffect(() => {
    const timer = setTimeout(() => dropNotice(notice.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice.id]);
  return <p className={`notice notice-${notice.kind}`}>{notice.text}</p>;
}
