/** The access token of this tab, if the server asks for one; it is forgotten with the tab. */

import { signal } from "@preact/signals";

const KEY = "deckwire.token";

export function token(): string | null {
  return sessionStorage.getItem(KEY);
}

/** Whether the server wants to know who calls. */
export const mustSignIn = signal(false);
/** Whether a token is held. */
export const signedIn = signal(token() !== null);
/** Why the token that was given does not do; empty when none was given. */
export const refusal = signal("");

export function signIn(value: string): void {
  sessionStorage.setItem(KEY, value);
  signedIn.value = true;
  mustSignIn.value = false;
  refusal.value = "";
}

export function signOut(): void {
  sessionStorage.removeItem(KEY);
  signedIn.value = false;
}

/** Take in that the server refused a call for want of a valid token. */
export function refused(why: string): void {
  // Several calls fail at once; the first of them knows whether there was a token.
  if (signedIn.value) refusal.value = why;
  signOut();
  mustSignIn.value = true;
}
