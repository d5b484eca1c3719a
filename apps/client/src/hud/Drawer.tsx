// A panel at the side of the screen that lets the game go on: with a title, a close button, and Escape. Not modal.
import { type ReactNode, useEffect, useRef } from "react";
import { CloseButton } from "./CloseButton.tsx";
import { closePanel, type PanelName, usePanels } from "./panelStore.ts";

interface DrawerProps {
  readonly panel: PanelName;
  readonly title: string;
  readonly children: ReactNode;
}

/** Shows its children only while it is open. */
export function Drawer({ panel, title, children }: DrawerProps) {
  const open = usePanels((state) => state.open === panel);
  return open ? (
    <OpenDrawer panel={panel} title={title}>
      {children}
    </OpenDrawer>
  ) : null;
}

function OpenDrawer({ panel, title, children }: DrawerProps) {
  const section = useRef<HTMLElement>(null);
  const id = `panel-${panel}-title`;
  useEffect(() => {
    // For screen readers and the keyboard: the next Tab goes on inside the drawer. The game keeps its keys.
    section.current?.focus({ preventScroll: true });
  }, []);
  return (
    <section
      ref={section}
      id={`panel-${panel}`}
      className={`panel drawer drawer-${panel}`}
      aria-labelledby={id}
      data-testid={`panel-${panel}`}
      tabIndex={-1}
    >
      <header className="drawer-head">
        <h2 id={id}>{title}</h2>
        <CloseButton label={`Close ${title.toLowerCase()}`} onClick={closePanel} />
      </header>
      {children}
    </section>
  );
}
