/** Which page of the site is open: the list, or one deck at `/d/{id}`. */

import { signal } from "@preact/signals";

function read(): string | null {
  return /^\/d\/([A-Za-z0-9_-]{1,64})$/.exec(location.pathname)?.[1] ?? null;
}

/** The id of the deck that is open, null on the first page. */
export const openDeck = signal<string | null>(read());

export function go(deckId: string | null): void {
  history.pushState(null, "", deckId ? `/d/${deckId}` : "/");
  openDeck.value = deckId;
}

addEventListener("popstate", () => {
  openDeck.value = read();
});
