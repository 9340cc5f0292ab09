/** The access token of this tab, if the server asks for one; it is forgotten with the tab. */

import { signal } from "@preact/signals";

const KEY = "deckwire.token";

/** Whether the server wants to know who calls. */
export const mustSignIn = signal(false);

export function token(): string | null {
  return sessionStorage.getItem(KEY);
}

export function signIn(value: string): void {
  sessionStorage.setItem(KEY, value);
  mustSignIn.value = false;
}
