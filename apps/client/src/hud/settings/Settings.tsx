// The buttons in the corner, and the settings dialog: sound, vibration, motion, keys, and the way back to the start screen.
import { useEffect, useRef } from "react";
import { isMotionReduced, preferences, usePreferences } from "../../preferences/preferences.ts";
import type { Actions } from "../actions.ts";
import { useHud } from "../hudStore.ts";
import { panelStore, usePanels } from "../panelStore.ts";
import { PanelButton } from "../tools/PanelButton.tsx";
import { KeySettings } from "./KeySettings.tsx";

export function Settings({ actions }: { readonly actions: Actions }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const wanted = usePanels((state) => state.settings);
  const muted = useHud((state) => state.muted);
  const name = useHud((state) => state.name);
  const vibration = usePreferences((state) => state.vibration);
  const reducedMotion = usePreferences((state) => state.reducedMotion);
  const open = (): void => panelStore.setState({ settings: true });
  const closed = (): void => panelStore.setState({ settings: false });
  const again = (): void => {
    preferences.setState({ tutorialDone: false, guideDone: false });
    dialog.current?.close();
  };
  useEffect(() => {
    if (!wanted) return;
    actions.releaseControls();
    dialog.current?.showModal();
  }, [wanted, actions]);
  return (
    <>
      <div className="corner">
        <PanelButton panel="boards" />
        <PanelButton panel="team" />
        <button
          type="button"
          className="panel round"
          data-testid="sound"
          aria-pressed={!muted}
          aria-label="Sound"
          title={muted ? "Turn sound on" : "Turn sound off"}
          onClick={actions.toggleSound}
        >
          <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
            <path d="M4 9h4l5-4v14l-5-4H4z" fill="currentColor" />
            {muted ? (
              <path d="M16 9l6 6m0-6l-6 6" stroke="currentColor" strokeWidth="2" fill="none" />
            ) : (
              <path
                d="M16 8.5q3 3.5 0 7M18.5 6q5.5 6 0 12"
                stroke="currentColor"
                strokeWidth="2"
                fill="none"
              />
            )}
          </svg>
        </button>
        <button
          type="button"
          className="panel round"
          data-testid="settings"
          aria-haspopup="dialog"
          aria-label="Settings"
          title="Settings"
          onClick={open}
        >
          <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
            <path d="M4 6h16M4 12h16M4 18h16" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" />
          </svg>
        </button>
      </div>
      <dialog
        ref={dialog}
        onClose={closed}
        className="dialog settings"
        aria-labelledby="settings-title"
        data-testid="settings-dialog"
      >
        <h2 id="settings-title">Settings</h2>
        <p>
          You are playing as <strong>{name}</strong>. Your treasure stays yours when you leave. To continue
          later, come back in this browser.
        </p>
        <label className="check">
          <input type="checkbox" checked={!muted} onChange={actions.toggleSound} data-testid="sound-check" />
          Sound
        </label>
        <label className="check">
          <input
            type="checkbox"
            checked={vibration}
            onChange={() => preferences.setState({ vibration: !vibration })}
            data-testid="vibration-check"
          />
          Vibration
        </label>
        <label className="check">
          <input
            type="checkbox"
            checked={isMotionReduced({ reducedMotion })}
            onChange={() => preferences.setState({ reducedMotion: !isMotionReduced({ reducedMotion }) })}
            data-testid="motion-check"
          />
          Less motion
        </label>
        <KeySettings />
        <div className="dialog-buttons">
          <button type="button" className="plain" data-testid="tutorial-again" onClick={again}>
            Show the tutorial again
          </button>
          <button type="button" className="plain" data-testid="leave" onClick={actions.leave}>
            Leave or change your name
          </button>
          <button type="button" className="play" data-testid="resume" onClick={() => dialog.current?.close()}>
            Back to the game
          </button>
        </div>
      </dialog>
    </>
  );
}
