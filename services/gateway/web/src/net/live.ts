/** Follows decks over Socket.IO: what was missed while the line was down comes first, nothing comes twice. */

import { signal } from "@preact/signals";
import { io, type Socket } from "socket.io-client";

import type { DeckEvent, DeckText, Problem } from "../state/facts";
import { refused, token } from "./session";

export type Line = "connecting" | "open" | "lost";

/** Whether the server can be heard. */
export const line = signal<Line>("connecting");

export interface Follower {
  /** The sequence of the last fact that was taken in. */
  seen: () => number;
  event: (event: DeckEvent) => void;
  text: (text: DeckText) => void;
  refused: (problem: Problem) => void;
}

type Reply = { ok: true } | { ok: false; problem: Problem };

let socket: Socket | null = null;
let followed: { id: string; follower: Follower } | null = null;

function connected(): Socket {
  if (socket) return socket;
  const made = io({
    path: "/ws/socket.io",
    auth: (give) => give({ token: token() }),
    reconnectionDelayMax: 3000,
    // A line that breaks while it opens is noticed only by this.
    timeout: 5000,
  });
  made.on("connect", () => {
    line.value = "open";
    subscribe();
  });
  made.on("disconnect", () => {
    line.value = "lost";
  });
  made.on("connect_error", (error: Error & { data?: Problem }) => {
    line.value = "lost";
    if (error.data?.code === "unauthenticated") {
      refused(error.message);
      line.value = "connecting";
      // Asking again with the same token cannot help.
      made.disconnect();
    }
  });
  made.on("deck:event", (event: DeckEvent) => {
    if (event.deck_id === followed?.id) followed.follower.event(event);
  });
  made.on("deck:text", (text: DeckText) => {
    if (text.deck_id === followed?.id) followed.follower.text(text);
  });
  socket = made;
  return made;
}

function subscribe(): void {
  if (!followed || !socket?.connected) return;
  const { id, follower } = followed;
  socket.emit("deck:subscribe", { deck_id: id, after: follower.seen() }, (reply: Reply) => {
    if (!reply.ok && followed?.id === id) follower.refused(reply.problem);
  });
}

/** Follow one deck from where `follower` is; the one before is left. */
export function follow(id: string, follower: Follower): void {
  leave();
  followed = { id, follower };
  if (connected().connected) subscribe();
}

/** Follow nothing. */
export function leave(): void {
  if (followed && socket?.connected) socket.emit("deck:unsubscribe", { deck_id: followed.id });
  followed = null;
}

/** Connect anew, with the token that there is now. */
export function reconnect(): void {
  connected().disconnect().connect();
}

connected();
