// Fetches the content that is the same for all players. Retries a few times, because the server may still be starting.
import type { GameContent } from "@doubloon/shared/protocol/events";

const MAX_ATTEMPTS = 4;
const FIRST_RETRY_MS = 500;

/**
 * Fetches a `GameContent` from `url`, relative to `page`.
 * @throws Error if the last attempt fails
 */
export async function fetchContent(url: string, page: string): Promise<GameContent> {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(new URL(url, page));
      if (!response.ok) throw new Error(`${url} answered ${response.status}, expected 200`);
      return (await response.json()) as GameContent;
    } catch (error) {
      if (attempt >= MAX_ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, FIRST_RETRY_MS * 2 ** (attempt - 1)));
    }
  }
}
