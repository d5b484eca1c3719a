// Chooses the page: signing in or the console.
import { useAdmin } from "./adminStore.ts";
import { ConsolePage } from "./consolePage.tsx";
import type { AdminSession } from "./net/adminSession.ts";
import { SignInPage } from "./signIn/signInPage.tsx";

export function App({ session }: { session: AdminSession }) {
  const access = useAdmin((state) => state.access);
  switch (access.state) {
    case "signedIn":
      return <ConsolePage session={session} name={access.name} />;
    case "signedOut":
      return <SignInPage session={session} expired={access.expired} />;
    default:
      return (
        <main className="sign-in">
          <h1 className="hidden-text">Doubloon console</h1>
          <p role="status">
            {access.state === "checking"
              ? "Opening the console…"
              : "The server cannot be reached. Trying again…"}
          </p>
        </main>
      );
  }
}
