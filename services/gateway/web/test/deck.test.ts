import { describe, expect, it } from "vitest";

import { emptyDeck, ended, newest, progress, shown, slidesOf, stages, take, typed, type Deck } from "../src/state/deck";
import type { Brief, DeckEvent, FactType } from "../src/state/facts";

const T0 = Date.parse("2026-01-01T00:00:00Z");

/** Facts in order, one second apart. */
function facts(...rows: [type: FactType, revision: number, slideId: string | null, data: object][]): DeckEvent[] {
  return rows.map(([type, revision, slide_id, data], n) => {
    const bare = { seq: n + 1, type, deck_id: "d", revision, time: new Date(T0 + 1000 * n).toISOString(), data };
    return (slide_id ? { ...bare, slide_id } : bare) as unknown as DeckEvent;
  });
}

const request = (more: object = {}) => ({
  kind: "create", content: "Harbours", base_revision: null, instruction: null, sources: [],
  options: { n_slides: null, review_outline: false }, ...more,
});
const brief = (id: string, from: number | null = null): Brief => ({
  id, number: 1, type: "bullets", title: `Plan of ${id}`, message: "", points: [], from_revision: from,
});
const outline = (...slides: Brief[]) => ({
  outline: { title: "Harbours", subtitle: "", language: "en", theme: "indigo", slides },
  reply: "Two slides.", writer: "x", degradations: [], options: { review_outline: false, template: null },
});
const draft = (title: string, image: object | null = null) => ({
  number: 1, slide: { type: "bullets", title, image }, writer: "x", usage: {}, degradations: [],
});
const preview = (url: string, stage: "text" | "full") => ({ stage, preview_url: url, width: 1, height: 1 });
const rendered = {
  title: "Harbours", pptx: { url: "/x.pptx", bytes: 9 }, pdf: null, slide_count: 2, quality: { findings: [], metrics: {} },
  usage: {}, timings_ms: {}, degradations: [],
};

const FIRST = facts(
  ["requested", 1, null, request()],
  ["outlined", 1, null, outline(brief("a"), brief("b"))],
  ["slide.briefed", 1, "a", { brief: brief("a") }],
  ["slide.briefed", 1, "b", { brief: brief("b") }],
  ["slide.drafted", 1, "a", draft("A", { prompt: "quay" })],
  ["slide.previewed", 1, "a", preview("/a-text", "text")],
  ["slide.drafted", 1, "b", draft("B")],
  ["slide.previewed", 1, "b", preview("/b", "full")],
  ["slide.illustrated", 1, "a", { degradations: [{ stage: "illustrate", reason: "x", detail: "y" }] }],
  ["slide.previewed", 1, "a", preview("/a-full", "full")],
  ["ready", 1, null, { slide_ids: ["a", "b"] }],
  ["rendered", 1, null, rendered],
);

const after = (events: DeckEvent[], deck: Deck = emptyDeck("d")) => events.reduce(take, deck);
const upTo = (n: number) => after(FIRST.slice(0, n));
const last = (deck: Deck) => newest(deck)!;

describe("a deck", () => {
  it("says how far each stage is, and nothing of stages with nothing to do", () => {
    const said = (n: number) => stages(upTo(n), last(upTo(n))).map((s) => `${s.name} ${s.done}/${s.total}`);
    expect(said(1)).toEqual(["Outline 0/1", "File 0/1"]);
    expect(said(4)).toEqual(["Outline 1/1", "Slides 0/2", "Previews 0/2", "File 0/1"]);
    expect(said(8)).toEqual(["Outline 1/1", "Slides 2/2", "Pictures 0/1", "Previews 2/2", "File 0/1"]);
    expect(said(12)).toEqual(["Outline 1/1", "Slides 2/2", "Pictures 1/1", "Previews 2/2", "File 1/1"]);
  });

  it("goes through its stages", () => {
    const seen = FIRST.map((_, n) => last(upTo(n + 1)).status);
    expect(seen).toEqual(["outlining", ...Array(9).fill("drafting"), "rendering", "rendered"]);
  });

  it("shows plans first, then slides, then pictures", () => {
    const titles = (n: number) => slidesOf(upTo(n), last(upTo(n))).map((s) => s.title);
    expect(titles(2)).toEqual(["Plan of a", "Plan of b"]);
    expect(titles(5)).toEqual(["A", "Plan of b"]);
    const [a] = slidesOf(upTo(6), last(upTo(6)));
    expect([a?.preview, a?.settled, a?.illustrated]).toEqual(["/a-text", false, false]);
    const [full] = slidesOf(upTo(10), last(upTo(10)));
    expect([full?.preview, full?.settled, full?.illustrated]).toEqual(["/a-full", true, true]);
    expect(full?.degradations).toHaveLength(1);
  });

  it("takes every fact once, however often it comes", () => {
    const once = after(FIRST);
    expect(after([...FIRST, ...FIRST])).toEqual(once);
    expect(after(FIRST.slice(3, 8), once)).toBe(once);
  });

  it("ignores facts of another deck", () => {
    const other = { ...FIRST[0]!, deck_id: "e" };
    expect(take(emptyDeck("d"), other)).toEqual(emptyDeck("d"));
  });

  it("does not let an early preview take the place of a full one", () => {
    const late = { ...FIRST[5]!, seq: 99 };
    expect(slidesOf(take(upTo(10), late), last(upTo(10)))[0]?.preview).toBe("/a-full");
  });

  it("stays ended whatever comes late", () => {
    const late = { ...FIRST[6]!, seq: 99 } as DeckEvent;
    const deck = take(after(FIRST), late);
    expect(ended(last(deck))).toBe(true);
  });

  it("waits for the user when the outline is to be reviewed", () => {
    const plan = { ...outline(brief("a")), options: { review_outline: true } };
    const review = request({ options: { n_slides: null, review_outline: true } });
    const events = facts(["requested", 1, null, review], ["outlined", 1, null, plan], ["approved", 1, null, { ...outline(brief("b")), edited: true }]);
    expect(last(after(events.slice(0, 2))).status).toBe("awaiting_approval");
    const approved = after(events);
    expect(last(approved).status).toBe("drafting");
    expect(slidesOf(approved, last(approved)).map((s) => s.id)).toEqual(["b"]);
  });
});

describe("a further revision", () => {
  const asked = { kind: "message", content: "", base_revision: 1, instruction: { content: "Shorter", slide_id: "a" } };
  const SECOND = facts(
    ["requested", 2, null, request(asked)],
    ["outlined", 2, null, outline(brief("b", 1), brief("a"))],
    ["slide.drafted", 2, "a", draft("A, shorter")],
    ["slide.previewed", 2, "b", preview("/b-page-1", "full")],
  ).map((event) => ({ ...event, seq: event.seq + 100 }));

  it("takes untouched slides from where they were drafted", () => {
    const deck = after(SECOND.slice(0, 3), after(FIRST));
    const slides = slidesOf(deck, last(deck));
    expect(slides.map((s) => [s.id, s.from, s.title])).toEqual([["b", 1, "B"], ["a", 2, "A, shorter"]]);
    expect(slides[0]?.preview).toBe("/b");
  });

  it("shows an old slide as the new revision painted it", () => {
    const deck = after(SECOND, after(FIRST));
    expect(slidesOf(deck, last(deck))[0]?.preview).toBe("/b-page-1");
    expect(slidesOf(deck, deck.revisions[0]!)[1]?.preview).toBe("/b");
  });

  it("is not shown before it has an outline", () => {
    const deck = after(SECOND.slice(0, 1), after(FIRST));
    expect(shown(deck, null)?.number).toBe(1);
    expect([last(deck).said, last(deck).aboutSlide]).toEqual(["Shorter", "a"]);
  });
});

describe("progress", () => {
  it("is said in words and grows", () => {
    const shares = FIRST.map((_, n) => progress(upTo(n + 1), last(upTo(n + 1)), T0).share);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(progress(upTo(5), last(upTo(5)), T0).words).toBe("Writing slides: 1 of 2");
    expect(progress(upTo(8), last(upTo(8)), T0).words).toBe("Adding pictures: 1 of 2");
    expect(progress(after(FIRST), last(after(FIRST)), T0).words).toBe("Ready: 2 slides");
  });

  it("tells the time that is left by the pace so far", () => {
    const deck = upTo(5); // One of four steps after four seconds.
    expect(progress(deck, last(deck), T0 + 6000).leftS).toBe(12);
  });
});

describe("words while they are typed", () => {
  it("stand until the reply does", () => {
    const deck = typed(typed(upTo(1), 1, "Two "), 1, "slides");
    expect(last(deck).typing).toBe("Two slides");
    expect(last(typed(upTo(2), 1, "late")).typing).toBe("");
  });
});
