import { useState } from "preact/hooks";

import { reconnect } from "../net/live";
import { refusal, signIn } from "../net/session";
import { openDeck } from "../state/place";
import { open } from "../state/store";

/** Ask who calls, where the server wants to know; a token that does not do is said. */
export function SignIn() {
  const [value, setValue] = useState("");
  function submit(event: Event): void {
    event.preventDefault();
    if (!value.trim()) return;
    signIn(value.trim());
    setValue("");
    reconnect();
    if (openDeck.value) open(openDeck.value);
  }
  return (
    <main class="alone">
      <h1>Sign in</h1>
      <p>This server keeps decks apart by who made them. Whoever runs it gives you an access token.</p>
      <form class="sign-in" onSubmit={submit} aria-label="Sign in">
        {refusal.value && (
          <p class="notice" role="alert" id="refusal">
            {refusal.value}
          </p>
        )}
        <label>
          Access token
          <input
            type="password"
            value={value}
            autocomplete="off"
            autofocus
            aria-invalid={refusal.value !== ""}
            aria-describedby={refusal.value ? "refusal" : undefined}
            onInput={(e) => setValue(e.currentTarget.value)}
          />
        </label>
        <button type="submit" class="primary" disabled={!value.trim()}>
          Sign in
        </button>
        <p class="hint">The token stays in this tab and is forgotten with it.</p>
      </form>
    </main>
  );
}
