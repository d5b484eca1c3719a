// Fetches what is the same for all players. Tries again a few times, for a server may be starting; then it is an error.
import type { GameContent } from "@doubloon/shared/protocol/events";

const TRIES = 4;
const FIRST_WAIT_MS = 500;

/**
 * Fetches a `GameContent` from its address, relative to `page`.
 * @throws Error if the server has not answered with it after four tries
 */
export async function fetchContent(url: string, page: string): Promise<GameContent> {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(new URL(url, page));
      if (!response.ok) throw new Error(`${url} answered ${response.status}, expected 200`);
      return (await response.json()) as GameContent;
    } catch (error) {
      if (attempt >= TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, FIRST_WAIT_MS * 2 ** (attempt - 1)));
    }
  }
}
