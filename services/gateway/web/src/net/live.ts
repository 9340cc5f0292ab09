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
  /** Facts in order: those that were missed all at once, later ones as they happen. */
  events: (events: DeckEvent[]) => void;
  text: (text: DeckText) => void;
  refused: (problem: Problem) => void;
}

type Reply = { ok: true; seq: number } | { ok: false; problem: Problem };

/** How long a replay may pause, in milliseconds, before what has come of it is shown. */
const PATIENCE_MS = 200;

let socket: Socket | null = null;
let followed: { id: string; follower: Follower } | null = null;
/** What has come of a replay that goes on up to a sequence; null when what comes is news. */
let replay: { upTo: number; held: DeckEvent[]; timer: ReturnType<typeof setTimeout> | undefined } | null = null;

function connected(): Socket {
  if (socket) return socket;
  const made = io({
    path: "/ws/socket.io",
    // Long polling only where WebSocket does not come through: it costs several turns more.
    transports: ["websocket", "polling"],
    tryAllTransports: true,
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
    if (event.deck_id === followed?.id) take(event);
  });
  made.on("deck:text", (text: DeckText) => {
    if (text.deck_id === followed?.id) followed.follower.text(text);
  });
  socket = made;
  return made;
}

function take(event: DeckEvent): void {
  if (!replay) {
    followed?.follower.events([event]);
    return;
  }
  replay.held.push(event);
  clearTimeout(replay.timer);
  if (event.seq >= replay.upTo) release();
  else replay.timer = setTimeout(release, PATIENCE_MS);
}

function release(): void {
  const held = replay?.held ?? [];
  clearTimeout(replay?.timer);
  replay = null;
  if (held.length > 0) followed?.follower.events(held);
}

function subscribe(): void {
  if (!followed || !socket?.connected) return;
  const { id, follower } = followed;
  release();
  const after = follower.seen();
  socket.emit("deck:subscribe", { deck_id: id, after }, (reply: Reply) => {
    if (followed?.id !== id) return;
    if (!reply.ok) follower.refused(reply.problem);
    // The answer comes before the first fact.
    else if (reply.seq > after) replay = { upTo: reply.seq, held: [], timer: setTimeout(release, PATIENCE_MS) };
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
  clearTimeout(replay?.timer);
  replay = null;
}

/** Connect anew, with the token that there is now. */
export function reconnect(): void {
  connected().disconnect().connect();
}

connected();
