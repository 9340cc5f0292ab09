import { useState } from "preact/hooks";

import { reconnect } from "../net/live";
import { signIn } from "../net/session";
import { openDeck } from "../state/place";
import { open } from "../state/store";

export function SignIn() {
  const [value, setValue] = useState("");
  function submit(event: Event): void {
    event.preventDefault();
    signIn(value.trim());
    reconnect();
    if (openDeck.value) open(openDeck.value);
  }
  return (
    <form class="sign-in" onSubmit={submit} aria-label="Sign in">
      <label>
        This server wants to know who you are. Access token
        <input type="password" value={value} autocomplete="off" onInput={(e) => setValue(e.currentTarget.value)} />
      </label>
      <button type="submit" class="primary" disabled={!value.trim()}>
        Sign in
      </button>
    </form>
  );
}
