/** A deck as a fold over its facts, as the services fold it: order is the stream's, a fact seen twice counts once. */

import type { Brief, DeckEvent, Degradation, FileLink, Finding, Outline, Problem, SlideData, Usage } from "./facts";

export type Status = "outlining" | "awaiting_approval" | "drafting" | "rendering" | "rendered" | "failed" | "cancelled";

export interface Moment {
  type: DeckEvent["type"];
  slideId: string | null;
  at: number;
}

/** What is known of a slide in the revision that drafted it. */
export interface Work {
  briefed: boolean;
  data: SlideData | null;
  illustrated: boolean;
  usage: Usage | null;
  degradations: Degradation[];
}

export interface Revision {
  number: number;
  kind: "create" | "message" | "restore" | "fork" | "edit";
  said: string;
  aboutSlide: string | null;
  sources: string[];
  wanted: number | null;
  base: number | null;
  outline: Outline | null;
  /** The id of the user's own master that it is set on. */
  template: string | null;
  reply: string;
  /** What the assistant has typed so far, while the reply does not stand. */
  typing: string;
  review: boolean;
  approved: boolean;
  ready: boolean;
  status: Status;
  problem: Problem | null;
  pptx: FileLink | null;
  pdf: FileLink | null;
  findings: Finding[];
  /** From 0 to 100, null until the checks have run. */
  score: number | null;
  degradations: Degradation[];
  usage: Usage | null;
  beganAt: number;
  endedAt: number | null;
  moments: Moment[];
}

export interface Deck {
  id: string;
  /** The sequence of the last fact taken in; facts up to it are not taken in again. */
  seq: number;
  revisions: Revision[];
  work: Record<string, Work>;
  previews: Record<string, { url: string; full: boolean }>;
}

/** A slide as a revision shows it. */
export interface Slide {
  id: string;
  number: number;
  title: string;
  type: string;
  /** The revision that drafted it. */
  from: number;
  data: SlideData | null;
  preview: string | null;
  /** Whether its preview shows everything: false while its picture is still to come. */
  settled: boolean;
  wantsPicture: boolean;
  illustrated: boolean;
  /** Whether what is missing of it will never come. */
  over: boolean;
  degradations: Degradation[];
}

export function emptyDeck(id: string): Deck {
  return { id, seq: 0, revisions: [], work: {}, previews: {} };
}

const key = (revision: number, slideId: string) => `${revision}/${slideId}`;
const nothing: Work = { briefed: false, data: null, illustrated: false, usage: null, degradations: [] };

/** Return the deck after one more fact. */
export function take(deck: Deck, event: DeckEvent): Deck {
  if (event.deck_id !== deck.id || event.seq <= deck.seq) return deck;
  const next: Deck = { ...deck, seq: event.seq };
  const at = Date.parse(event.time);
  if (event.type === "requested" && !deck.revisions.some((r) => r.number === event.revision)) {
    next.revisions = [...deck.revisions, begun(event, at)].sort((a, b) => a.number - b.number);
    return next;
  }
  next.revisions = deck.revisions.map((r) => (r.number === event.revision ? moved(r, event, at) : r));
  if (event.slide_id !== undefined) {
    const k = key(event.revision, event.slide_id);
    if (event.type === "slide.previewed") {
      const { preview_url: url, stage } = event.data;
      if (stage !== "text" || !deck.previews[k]?.full) {
        next.previews = { ...deck.previews, [k]: { url, full: stage !== "text" } };
      }
    } else {
      next.work = { ...deck.work, [k]: worked(deck.work[k] ?? nothing, event) };
    }
  }
  return next;
}

/** Return the deck after a piece of the assistant's words. */
export function typed(deck: Deck, revision: number, delta: string): Deck {
  const revisions = deck.revisions.map((r) =>
    r.number === revision && !r.outline && !ended(r) ? { ...r, typing: r.typing + delta } : r,
  );
  return { ...deck, revisions };
}

function begun(event: Extract<DeckEvent, { type: "requested" }>, at: number): Revision {
  const { data } = event;
  return {
    number: event.revision,
    kind: data.kind,
    said: data.instruction?.content ?? data.content,
    aboutSlide: data.instruction?.slide_id ?? null,
    sources: data.sources.map((source) => source.name),
    wanted: data.options.n_slides,
    base: data.base_revision,
    outline: null,
    template: null,
    reply: "",
    typing: "",
    review: data.options.review_outline,
    approved: false,
    ready: false,
    status: "outlining",
    problem: null,
    pptx: null,
    pdf: null,
    findings: [],
    score: null,
    degradations: [],
    usage: null,
    beganAt: at,
    endedAt: null,
    moments: [{ type: "requested", slideId: null, at }],
  };
}

function moved(r: Revision, event: DeckEvent, at: number): Revision {
  const next: Revision = { ...r, moments: [...r.moments, { type: event.type, slideId: event.slide_id ?? null, at }] };
  switch (event.type) {
    case "outlined":
      next.outline = event.data.outline;
      next.reply = event.data.reply;
      next.template = event.data.options.template;
      next.review = event.data.options.review_outline;
      next.degradations = [...r.degradations, ...event.data.degradations];
      break;
    case "approved":
      next.outline = event.data.outline;
      next.approved = true;
      break;
    case "ready":
      next.ready = true;
      break;
    case "rendered":
      Object.assign(next, {
        pptx: event.data.pptx,
        pdf: event.data.pdf,
        findings: event.data.quality.findings,
        score: event.data.quality.metrics["score"] ?? null,
        degradations: event.data.degradations,
        usage: event.data.usage,
        endedAt: at,
      });
      break;
    case "failed":
      next.problem = event.data.problem;
      next.endedAt = at;
      break;
    case "cancelled":
      next.endedAt = at;
      break;
    default:
      break;
  }
  next.status = statusOf(next, event);
  return next;
}

function statusOf(r: Revision, event: DeckEvent): Status {
  // An end stands, whatever late facts of busy workers follow it.
  if (event.type === "rendered" || event.type === "failed" || event.type === "cancelled") return event.type;
  if (ended(r)) return r.status;
  if (r.ready) return "rendering";
  if (!r.outline) return "outlining";
  return r.review && !r.approved ? "awaiting_approval" : "drafting";
}

function worked(work: Work, event: DeckEvent): Work {
  switch (event.type) {
    case "slide.briefed":
      return { ...work, briefed: true };
    case "slide.drafted":
      return {
        ...work,
        data: event.data.slide,
        usage: event.data.usage,
        degradations: [...work.degradations, ...event.data.degradations],
      };
    case "slide.illustrated":
      return { ...work, illustrated: true, degradations: [...work.degradations, ...event.data.degradations] };
    default:
      return work;
  }
}

/** Return whether nothing more will happen to the revision. */
export function ended(r: Revision): boolean {
  return r.status === "rendered" || r.status === "failed" || r.status === "cancelled";
}

/** Return the newest revision. */
export function newest(deck: Deck): Revision | null {
  return deck.revisions.at(-1) ?? null;
}

/** Return the revision of that number, or the newest. */
export function revisionOf(deck: Deck, number: number | null): Revision | null {
  return deck.revisions.find((r) => r.number === number) ?? newest(deck);
}

/** Return the newest revision whose slides can be seen while the one in the making has none. */
export function shown(deck: Deck, number: number | null): Revision | null {
  const wanted = revisionOf(deck, number);
  if (number !== null || wanted?.outline) return wanted;
  return deck.revisions.findLast((r) => r.outline !== null) ?? wanted;
}

/** Return the slides of a revision in order, those that it takes from older ones included. */
export function slidesOf(deck: Deck, r: Revision): Slide[] {
  return (r.outline?.slides ?? []).map((brief, n) => slideOf(deck, r, brief, n + 1));
}

function slideOf(deck: Deck, r: Revision, brief: Brief, number: number): Slide {
  const from = brief.from_revision ?? r.number;
  const work = deck.work[key(from, brief.id)] ?? nothing;
  const preview = deck.previews[key(r.number, brief.id)] ?? deck.previews[key(from, brief.id)];
  const wantsPicture = Boolean(work.data?.image);
  return {
    id: brief.id,
    number,
    title: work.data?.title ?? brief.title,
    type: work.data?.type ?? brief.type,
    from,
    data: work.data,
    preview: preview?.url ?? null,
    settled: preview?.full ?? false,
    wantsPicture,
    illustrated: work.data !== null && (!wantsPicture || work.illustrated),
    over: deck.revisions.some((one) => one.number === from && ended(one)),
    degradations: work.degradations,
  };
}

export interface Progress {
  /** What is going on, in words. */
  words: string;
  /** From 0 to 1. */
  share: number;
  /** Seconds that are left, as far as the pace so far tells; null when it does not. */
  leftS: number | null;
}

/** Return how far a revision is; `now` in milliseconds since 1970. */
export function progress(deck: Deck, r: Revision, now: number): Progress {
  const slides = slidesOf(deck, r);
  const total = slides.length;
  switch (r.status) {
    case "outlining":
      return { words: "Planning the outline", share: 0.04, leftS: null };
    case "awaiting_approval":
      return { words: "The outline waits for you", share: 0.15, leftS: null };
    case "rendering":
      return { words: "Building the file", share: 0.95, leftS: null };
    case "rendered":
      return { words: `Ready: ${total} ${total === 1 ? "slide" : "slides"}`, share: 1, leftS: 0 };
    case "failed":
      return { words: "This did not work", share: 1, leftS: 0 };
    case "cancelled":
      return { words: "Stopped", share: 1, leftS: 0 };
    case "drafting": {
      const anew = slides.filter((slide) => slide.from === r.number);
      const drafted = anew.filter((slide) => slide.data !== null).length;
      const pictured = anew.filter((slide) => slide.illustrated).length;
      const done = anew.length === 0 ? 1 : (drafted + pictured) / (2 * anew.length);
      const words =
        drafted < anew.length
          ? `Writing slides: ${drafted} of ${anew.length}`
          : `Adding pictures: ${pictured} of ${anew.length}`;
      return { words, share: 0.15 + 0.75 * done, leftS: timeLeft(r, done, now) };
    }
  }
}

function timeLeft(r: Revision, done: number, now: number): number | null {
  const first = r.moments.find((moment) => moment.type === "slide.briefed");
  if (!first || done < 0.1) return null;
  const spent = (now - first.at) / 1000;
  return Math.max(1, Math.ceil((spent / done) * (1 - done)));
}

export interface StageOf {
  name: string;
  done: number;
  total: number;
}

/** Return how far each stage of a revision is; a stage that has nothing to do is left out. */
export function stages(deck: Deck, r: Revision): StageOf[] {
  const slides = slidesOf(deck, r);
  const anew = slides.filter((slide) => slide.from === r.number);
  const pictured = anew.filter((slide) => slide.wantsPicture);
  const all: StageOf[] = [
    { name: "Outline", done: r.outline ? 1 : 0, total: 1 },
    { name: "Slides", done: anew.filter((slide) => slide.data !== null).length, total: anew.length },
    { name: "Pictures", done: pictured.filter((slide) => slide.illustrated).length, total: pictured.length },
    { name: "Previews", done: slides.filter((slide) => slide.preview !== null).length, total: slides.length },
    { name: "File", done: r.status === "rendered" ? 1 : 0, total: 1 },
  ];
  return all.filter((stage) => stage.total > 0);
}
