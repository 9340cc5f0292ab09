/** What the page shows: which deck, what is known of it, what is picked; and what can be done. */

import { batch, computed, signal } from "@preact/signals";

import { api, ProblemError, type DeckRequest, type Edit } from "../net/http";
import { follow, leave } from "../net/live";
import { emptyDeck, newest, shown, slidesOf, take, typed, type Deck } from "./deck";
import type { Outline, Problem, SlideData } from "./facts";

export const deck = signal<Deck | null>(null);
/** The revision that is looked at; null is the newest. */
export const pickedRevision = signal<number | null>(null);
export const pickedSlide = signal<string | null>(null);
/** The slide that the next message speaks of. */
export const about = signal<string | null>(null);
export const problem = signal<Problem | null>(null);
export const missing = signal(false);
export const busy = signal(false);
/** What stands in the message box. */
export const draft = signal("");
/** Whether the server writes decks without a model; null until it has said so. */
export const offline = signal<boolean | null>(null);

export const revision = computed(() => (deck.value ? shown(deck.value, pickedRevision.value) : null));
export const slides = computed(() => (deck.value && revision.value ? slidesOf(deck.value, revision.value) : []));
export const slide = computed(() => slides.value.find((s) => s.id === pickedSlide.value) ?? slides.value[0] ?? null);
/** Whether the newest revision is looked at, which is the one that can be changed. */
export const current = computed(() => {
  const last = deck.value ? newest(deck.value) : null;
  return last !== null && (pickedRevision.value === null || pickedRevision.value === last.number);
});

/** Show a deck and follow it from its first fact on. */
export function open(id: string): void {
  batch(() => {
    deck.value = emptyDeck(id);
    pickedRevision.value = null;
    pickedSlide.value = null;
    about.value = null;
    problem.value = null;
    missing.value = false;
  });
  follow(id, {
    seen: () => deck.value?.seq ?? 0,
    events: (events) => {
      if (deck.value) deck.value = events.reduce(take, deck.value);
    },
    text: (text) => {
      if (deck.value) deck.value = typed(deck.value, text.revision, text.delta);
    },
    refused: (why) => {
      if (why.code === "not_found") missing.value = true;
      else problem.value = why;
    },
  });
}

/** Show no deck. */
export function close(): void {
  leave();
  deck.value = null;
}

/** Run what may fail; a failure is shown and returned as false. */
export async function attempt(act: () => Promise<unknown>): Promise<boolean> {
  busy.value = true;
  problem.value = null;
  try {
    await act();
    return true;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    // Who is not known is asked who they are, which says enough.
    if (error.problem.code !== "unauthenticated") problem.value = error.problem;
    return false;
  } finally {
    busy.value = false;
  }
}

/** Ask for a deck and return its id, null when that failed. */
export async function create(request: DeckRequest): Promise<string | null> {
  let id: string | null = null;
  await attempt(async () => {
    id = (await api.create(request)).id;
  });
  return id;
}

function base(): { id: string; number: number } | null {
  const last = deck.value ? newest(deck.value) : null;
  return deck.value && last ? { id: deck.value.id, number: last.number } : null;
}

async function onDeck(act: (id: string, number: number) => Promise<unknown>): Promise<boolean> {
  const now = base();
  if (!now) return false;
  const done = await attempt(() => act(now.id, now.number));
  if (done) pickedRevision.value = null;
  return done;
}

export const say = (content: string) => onDeck((id, number) => api.say(id, content, number, about.value));
export const edit = (change: Omit<Edit, "base_revision">) =>
  onDeck((id, number) => api.edit(id, { ...change, base_revision: number }));
export const editSlide = (slideId: string, data: SlideData) => edit({ slides: [{ slide_id: slideId, slide: data }] });
export const restore = (to: number) => onDeck((id, number) => api.restore(id, to, number));
export const retry = () => onDeck((id, number) => api.retry(id, number));
export const cancel = () => onDeck((id) => api.cancel(id));
export const approve = (outline: Outline) => onDeck((id, number) => api.approve(id, outline, number));

/** Begin a deck of its own with the revision that is looked at, and return its id. */
export async function fork(): Promise<string | null> {
  const now = deck.value;
  const from = revision.value;
  if (!now || !from) return null;
  let id: string | null = null;
  await attempt(async () => {
    id = (await api.fork(now.id, from.number)).id;
  });
  return id;
}
