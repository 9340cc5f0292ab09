import { line } from "../net/live";
import { mustSignIn } from "../net/session";
import { go, openDeck } from "../state/place";
import { deck, missing } from "../state/store";
import { newest } from "../state/deck";
import { Conversation } from "./Conversation";
import { SignIn } from "./SignIn";
import { Stage } from "./Stage";
import { Welcome } from "./Welcome";

export function App() {
  const title = deck.value ? newest(deck.value)?.outline?.title : null;
  document.title = title ? `${title} · Deckwire` : "Deckwire";
  return (
    <>
      <header class="top">
        <a class="brand" href="/" onClick={(event) => leave(event)}>
          Deckwire
        </a>
        {title && <p class="deck-title">{title}</p>}
        <nav aria-label="Pages">
          <a href="/" onClick={(event) => leave(event)}>
            Decks
          </a>
          <a href="/themes">Themes</a>
          <a href="/api/v1/docs">API</a>
        </nav>
      </header>
      <Line />
      {mustSignIn.value && <SignIn />}
      {openDeck.value ? missing.value ? <Missing /> : <Workspace /> : <Welcome />}
    </>
  );
}

function leave(event: MouseEvent): void {
  if (event.metaKey || event.ctrlKey || event.button !== 0) return;
  event.preventDefault();
  go(null);
}

function Line() {
  if (line.value !== "lost") return null;
  return (
    <p class="line" role="alert">
      The connection is lost; trying again. Your deck goes on being made, and nothing is lost.
    </p>
  );
}

function Workspace() {
  return (
    <main class="workspace">
      <Conversation />
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
