import { useEffect } from "preact/hooks";

import { api } from "../net/http";
import { line, reconnect } from "../net/live";
import { mustSignIn, signedIn, signOut } from "../net/session";
import { newest } from "../state/deck";
import { attach } from "../state/material";
import { go, openDeck } from "../state/place";
import { attempt, deck, draft, missing, offline } from "../state/store";
import { draftOf } from "../state/kept";
import { Conversation } from "./Conversation";
import { SignIn } from "./SignIn";
import { Stage } from "./Stage";
import { Welcome } from "./Welcome";

export function App() {
  const title = deck.value ? newest(deck.value)?.outline?.title : null;
  document.title = title ? `${title} · Deckwire` : "Deckwire";
  const open = openDeck.value;
  useEffect(() => {
    draft.value = draftOf(open);
  }, [open]);
  useEffect(() => {
    if (mustSignIn.value) return;
    void attempt(async () => (offline.value = (await api.models()).offline)).then((known) => {
      if (!known) offline.value = false;
    });
  }, [mustSignIn.value]);
  useEffect(dropping, []);
  return (
    <>
      <header class="top">
        <a class="brand" href="/" onClick={home}>
          <svg viewBox="0 0 32 32" aria-hidden="true">
            <rect width="32" height="32" rx="7" />
            <path d="M6 11a2 2 0 0 1 2-2h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2z" />
            <polyline points="10,19 14,14 17,17 22,12" />
          </svg>
          Deckwire
        </a>
        {title && <p class="deck-title">{title}</p>}
        <nav aria-label="Pages">
          <a href="/" onClick={home}>
            Decks
          </a>
          <a href="/themes">Themes</a>
          <a href="/api/v1/docs">API</a>
          {signedIn.value && (
            <button type="button" class="quiet" onClick={leave}>
              Sign out
            </button>
          )}
        </nav>
      </header>
      {mustSignIn.value ? (
        <SignIn />
      ) : (
        <>
          <Line />
          {open ? missing.value ? <Missing /> : <Workspace /> : <Welcome />}
        </>
      )}
    </>
  );
}

function home(event: MouseEvent): void {
  if (event.metaKey || event.ctrlKey || event.button !== 0) return;
  event.preventDefault();
  go(null);
}

function leave(): void {
  signOut();
  mustSignIn.value = true;
  go(null);
  reconnect();
}

/** Take documents that are dropped anywhere; they go into a new deck. */
function dropping(): () => void {
  const over = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    document.body.classList.add("dropping");
  };
  const out = (event: DragEvent) => {
    if (event.relatedTarget === null) document.body.classList.remove("dropping");
  };
  const drop = (event: DragEvent) => {
    document.body.classList.remove("dropping");
    if (!event.dataTransfer?.files.length || mustSignIn.value) return;
    event.preventDefault();
    if (openDeck.value) go(null);
    void attach(event.dataTransfer.files);
  };
  addEventListener("dragover", over);
  addEventListener("dragleave", out);
  addEventListener("drop", drop);
  return () => {
    removeEventListener("dragover", over);
    removeEventListener("dragleave", out);
    removeEventListener("drop", drop);
  };
}

function Line() {
  if (line.value !== "lost") return null;
  return (
    <p class="line" role="alert">
      The connection is lost; trying again. {openDeck.value ? "Your deck goes on being made, and nothing is lost." : "What you write stays here."}
    </p>
  );
}

function Workspace() {
  const known = deck.value !== null && deck.value.revisions.length > 0;
  return (
    <main class="workspace">
      <Conversation key={known ? "known" : "opening"} />
      <Stage />
    </main>
  );
}

function Missing() {
  return (
    <main class="alone">
      <h1>This deck is not here</h1>
      <p>It was erased, it belongs to somebody else, or the address is mistyped.</p>
      <button type="button" class="primary" onClick={() => go(null)}>
        See all decks
      </button>
    </main>
  );
}
