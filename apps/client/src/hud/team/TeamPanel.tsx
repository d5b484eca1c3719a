// The team panel: make a team, join one by its code, see who is in it, leave it.
import { MAX_TEAM } from "@doubloon/shared/hunt/rules";
import type { Team } from "@doubloon/shared/protocol/huntEvents";
import { type FormEvent, useState } from "react";
import { useHunt } from "../../hunting/huntStore.ts";
import type { Actions } from "../actions.ts";
import { Drawer } from "../Drawer.tsx";
import { teamCodeOf, teamLink } from "./teamCode.ts";

export function TeamPanel({ actions }: { readonly actions: Actions }) {
  const team = useHunt((state) => state.team);
  return (
    <Drawer panel="team" title="Team">
      {team === undefined ? <NoTeam actions={actions} /> : <InTeam team={team} actions={actions} />}
    </Drawer>
  );
}

function NoTeam({ actions }: { readonly actions: Actions }) {
  const [text, setText] = useState("");
  const code = teamCodeOf(text);
  const join = (event: FormEvent): void => {
    event.preventDefault();
    if (code !== undefined) actions.hunting({ type: "team", act: "join", code });
  };
  return (
    <div className="team">
      <p className="soft">
        Up to {MAX_TEAM} hunt together: you look for the same cache, see each other's readings, and share the
        points. Join before the hunt begins: if you join while it runs, you share points from the next hunt
        on.
      </p>
      <button
        type="button"
        className="play play-small"
        data-testid="team-create"
        onClick={() => actions.hunting({ type: "team", act: "create" })}
      >
        Make a team
      </button>
      <form className="team-join" onSubmit={join}>
        <label htmlFor="team-code">Or join one by its code</label>
        <div className="name-row">
          <input
            id="team-code"
            className="name-field"
            data-testid="team-code-input"
            value={text}
            onChange={(event) => setText(event.target.value)}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={24}
          />
          <button type="submit" className="plain" data-testid="team-join" disabled={code === undefined}>
            Join
          </button>
        </div>
      </form>
    </div>
  );
}

function InTeam({ team, actions }: { readonly team: Team; readonly actions: Actions }) {
  const [copied, setCopied] = useState<boolean>();
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(teamLink(window.location.href, team.code));
      setCopied(true);
    } catch {
      // The browser forbids it, or has no clipboard for a page without HTTPS.
      setCopied(false);
    }
  };
  return (
    <div className="team">
      <p>
        Code{" "}
        <strong className="team-code" data-testid="team-code">
          {team.code}
        </strong>
      </p>
      <button type="button" className="plain" data-testid="team-copy" onClick={() => void copy()}>
        {copied === undefined
          ? "Copy the link for others"
          : copied
            ? "Link copied"
            : "Not copied: pass on the code"}
      </button>
      <ul className="members" data-testid="team-members">
        {team.members.map(({ name, points, away, mover }) => (
          <li
            key={`${mover ?? "-"} ${name}`}
            className={away ? "member member-away" : "member"}
            data-testid="team-member"
          >
            <span className="member-name">{name}</span>
            {away && <span className="soft">away</span>}
            <span className="ranking-points">{points.toLocaleString("en")}</span>
          </li>
        ))}
      </ul>
      <p className="soft">
        Together: <strong data-testid="team-points">{team.points.toLocaleString("en")}</strong>{" "}
        {team.points === 1 ? "point" : "points"}
      </p>
      <button
        type="button"
        className="plain"
        data-testid="team-leave"
        onClick={() => actions.hunting({ type: "team", act: "leave" })}
      >
        Leave the team
      </button>
    </div>
  );
}
