import { useEffect, useState } from "preact/hooks";

import { api, type DeckLine } from "../net/http";
import { go } from "../state/place";
import { attempt } from "../state/store";

const STATUS: Record<string, string> = {
  queued: "waiting",
  outlining: "being planned",
  awaiting_approval: "outline waits for you",
  drafting: "being written",
  rendering: "being built",
  rendered: "ready",
  failed: "did not work",
  cancelled: "stopped",
};

const WHEN = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** The decks that there are, newest first; each can be opened or erased. */
export function Decks() {
  const [decks, setDecks] = useState<DeckLine[] | null>(null);
  const [cursor, setCursor] = useState<string | null>(null);
  const [asked, setAsked] = useState<string | null>(null);

  const more = (from: string | null) =>
    attempt(async () => {
      const page = await api.decks(from);
      setDecks((now) => (from ? [...(now ?? []), ...page.decks] : page.decks));
      setCursor(page.next_cursor);
    });

  useEffect(() => {
    void more(null);
  }, []);

  async function erase(id: string): Promise<void> {
    setAsked(null);
    if (await attempt(() => api.erase(id))) setDecks((now) => (now ?? []).filter((line) => line.id !== id));
  }

  if (!decks || decks.length === 0) return null;
  return (
    <section aria-label="Your decks">
      <h2>Your decks</h2>
      <ul class="decks">
        {decks.map((line) => (
          <li key={line.id}>
            <a
              href={`/d/${line.id}`}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey) return;
                event.preventDefault();
                go(line.id);
              }}
            >
              {line.preview_url ? <img src={line.preview_url} alt="" loading="lazy" width={320} height={180} /> : <span class="blank" />}
              <b>{line.title || "Untitled"}</b>
              <small>
                {STATUS[line.status] ?? line.status}
                {line.updated_at && `, ${WHEN.format(new Date(line.updated_at))}`}
              </small>
            </a>
            {asked === line.id ? (
              <span class="acts" role="group" aria-label={`Erase ${line.title || "Untitled"}?`}>
                <button type="button" class="danger" onClick={() => void erase(line.id)}>
                  Erase for good
                </button>
                <button type="button" onClick={() => setAsked(null)}>
                  Keep
                </button>
              </span>
            ) : (
              <button type="button" class="quiet erase" aria-label={`Erase ${line.title || "Untitled"}`} onClick={() => setAsked(line.id)}>
                Erase
              </button>
            )}
          </li>
        ))}
      </ul>
      {cursor && (
        <button type="button" onClick={() => void more(cursor)}>
          Show more
        </button>
      )}
    </section>
  );
}
