/** What the page keeps in this browser: words that were not sent yet, by deck. Nothing of a deck itself is kept. */

const PREFIX = "deckwire.draft.";
const KEPT = 50;

/** Return what was written and not sent, of a deck or (null) of a new one. */
export function draftOf(deckId: string | null): string {
  return attempt(() => localStorage.getItem(PREFIX + (deckId ?? "new"))) ?? "";
}

/** Keep what is written; an empty text is forgotten. */
export function keepDraft(deckId: string | null, text: string): void {
  attempt(() => {
    const key = PREFIX + (deckId ?? "new");
    if (!text) {
      localStorage.removeItem(key);
      return;
    }
    if (localStorage.getItem(key) === null) makeRoom();
    localStorage.setItem(key, text);
  });
}

function makeRoom(): void {
  const drafts = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  for (const key of drafts.slice(0, Math.max(0, drafts.length - KEPT + 1))) localStorage.removeItem(key);
}

/** Storage can be switched off or full; then the page works and forgets. */
function attempt<T>(act: () => T): T | null {
  try {
    return act();
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}
