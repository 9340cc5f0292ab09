import { useEffect, useRef, useState } from "preact/hooks";

import type { Revision } from "../state/deck";
import type { Brief, Outline } from "../state/facts";
import { approve, busy } from "../state/store";

const KINDS = [
  "title", "section", "agenda", "bullets", "two_columns", "comparison", "chart", "table", "big_number", "quote",
  "process", "timeline", "image_text", "full_image", "closing",
];

/** The outline before anything is written: edit, move by mouse or keys, add, remove, then approve. */
export function OutlineReview({ revision }: { revision: Revision }) {
  const [outline, setOutline] = useState<Outline>(revision.outline as Outline);
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const [moved, setMoved] = useState({ id: "", said: "" });
  const list = useRef<HTMLOListElement>(null);
  const briefs = outline.slides;

  // Whoever moves or adds a slide goes on from there.
  useEffect(() => {
    if (moved.id) list.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(moved.id)}"] input`)?.focus();
  }, [moved]);

  const put = (slides: Brief[]) => setOutline({ ...outline, slides: slides.map((s, n) => ({ ...s, number: n + 1 })) });
  const change = (at: number, part: Partial<Brief>) => put(briefs.map((s, n) => (n === at ? { ...s, ...part } : s)));

  function move(from: number, to: number): void {
    const rest = [...briefs];
    const [taken] = rest.splice(from, 1);
    if (!taken || to < 0 || to >= briefs.length) return;
    rest.splice(to, 0, taken);
    put(rest);
    setMoved({ id: taken.id, said: `${taken.title || "The slide"} is now slide ${to + 1} of ${briefs.length}` });
  }

  function keyed(event: KeyboardEvent, at: number): void {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    move(at, at + (event.key === "ArrowUp" ? -1 : 1));
  }

  function add(): void {
    let n = briefs.length + 1;
    while (briefs.some((s) => s.id === `u${n}`)) n += 1;
    put([...briefs, { id: `u${n}`, number: briefs.length + 1, type: "bullets", title: "", message: "", points: [] }]);
    setMoved({ id: `u${n}`, said: `Slide ${briefs.length + 1} is added` });
  }

  const untitled = briefs.some((s) => !s.title.trim());
  return (
    <section class="review" aria-label="Outline">
      <h2>Is this the deck you want?</h2>
      <p class="hint">
        Change titles, drag slides to where they belong (or press Alt with ↑ or ↓), add and remove. Nothing more is written or
        paid for until you say so.
      </p>
      <p class="unseen" aria-live="polite">
        {moved.said}
      </p>
      <label>
        Title
        <input value={outline.title} onInput={(event) => setOutline({ ...outline, title: event.currentTarget.value })} />
      </label>
      <ol ref={list}>
        {briefs.map((brief, n) => (
          <li
            key={brief.id}
            data-id={brief.id}
            class={[dragged === n && "dragged", over === n && dragged !== n && "target"].filter(Boolean).join(" ")}
            draggable
            onKeyDown={(event) => keyed(event, n)}
            onDragStart={(event) => {
              // Text that is dragged out of a field is not the slide.
              if (event.target instanceof HTMLElement && event.target.tagName === "LI") setDragged(n);
            }}
            onDragEnd={() => {
              setDragged(null);
              setOver(null);
            }}
            onDragOver={(event) => {
              if (dragged === null) return;
              event.preventDefault();
              setOver(n);
            }}
            onDrop={(event) => {
              if (dragged === null) return;
              event.preventDefault();
              move(dragged, n);
            }}
          >
            <span class="number" aria-hidden="true">
              <span class="grip">⠿</span> {n + 1}
            </span>
            <div>
              <input
                aria-label={`Title of slide ${n + 1}`}
                value={brief.title}
                onInput={(event) => change(n, { title: event.currentTarget.value })}
              />
              <textarea
                aria-label={`Message of slide ${n + 1}`}
                rows={2}
                value={brief.message}
                placeholder="What this slide has to get across"
                onInput={(event) => change(n, { message: event.currentTarget.value })}
              />
              <textarea
                aria-label={`Points of slide ${n + 1}`}
                rows={Math.min(6, Math.max(1, brief.points.length))}
                value={brief.points.join("\n")}
                placeholder="Points, one a line"
                onInput={(event) => change(n, { points: event.currentTarget.value.split("\n") })}
              />
              {brief.figure && <small>Shows a picture of the document.</small>}
            </div>
            <select
              aria-label={`Kind of slide ${n + 1}`}
              value={brief.type}
              onChange={(event) => change(n, { type: event.currentTarget.value })}
            >
              {KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {kind.replaceAll("_", " ")}
                </option>
              ))}
            </select>
            <span class="arrange">
              <button type="button" aria-label={`Move slide ${n + 1} up`} disabled={n === 0} onClick={() => move(n, n - 1)}>
                ↑
              </button>
              <button
                type="button"
                aria-label={`Move slide ${n + 1} down`}
                disabled={n === briefs.length - 1}
                onClick={() => move(n, n + 1)}
              >
                ↓
              </button>
              <button
                type="button"
                aria-label={`Remove slide ${n + 1}`}
                disabled={briefs.length === 1}
                onClick={() => put(briefs.filter((_, other) => other !== n))}
              >
                ×
              </button>
            </span>
          </li>
        ))}
      </ol>
      <div class="row">
        <button type="button" onClick={add}>
          Add a slide
        </button>
        <button type="button" class="primary" disabled={busy.value || untitled} onClick={() => void approve(cleaned(outline))}>
          Write the deck
        </button>
      </div>
    </section>
  );
}

/** Return the outline without points that say nothing. */
function cleaned(outline: Outline): Outline {
  return { ...outline, slides: outline.slides.map((s) => ({ ...s, points: s.points.filter((point) => point.trim()) })) };
}
