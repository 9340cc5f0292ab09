import { useState } from "preact/hooks";

import type { Revision } from "../state/deck";
import type { Brief, Outline } from "../state/facts";
import { approve, busy } from "../state/store";

const KINDS = [
  "title", "section", "agenda", "bullets", "two_columns", "comparison", "chart", "table", "big_number", "quote",
  "process", "timeline", "image_text", "full_image", "closing",
];

/** The outline before anything is written: edit, move, add, remove, then approve. */
export function OutlineReview({ revision }: { revision: Revision }) {
  const [outline, setOutline] = useState<Outline>(revision.outline as Outline);
  const [dragged, setDragged] = useState<number | null>(null);
  const briefs = outline.slides;

  const put = (slides: Brief[]) => setOutline({ ...outline, slides: slides.map((s, n) => ({ ...s, number: n + 1 })) });
  const change = (at: number, part: Partial<Brief>) => put(briefs.map((s, n) => (n === at ? { ...s, ...part } : s)));

  function move(from: number, to: number): void {
    const rest = [...briefs];
    const [taken] = rest.splice(from, 1);
    if (taken) rest.splice(to, 0, taken);
    put(rest);
  }

  function add(): void {
    let n = briefs.length + 1;
    while (briefs.some((s) => s.id === `u${n}`)) n += 1;
    put([...briefs, { id: `u${n}`, number: briefs.length + 1, type: "bullets", title: "", message: "", points: [] }]);
  }

  const untitled = briefs.some((s) => !s.title.trim());
  return (
    <section class="review" aria-label="Outline">
      <h2>Is this the deck you want?</h2>
      <label>
        Title
        <input value={outline.title} onInput={(event) => setOutline({ ...outline, title: event.currentTarget.value })} />
      </label>
      <ol>
        {briefs.map((brief, n) => (
          <li
            key={brief.id}
            draggable
            onDragStart={() => setDragged(n)}
            onDragEnd={() => setDragged(null)}
            onDragOver={(event) => dragged !== null && event.preventDefault()}
            onDrop={(event) => {
              event.preventDefault();
              if (dragged !== null) move(dragged, n);
            }}
          >
            <span class="number">{n + 1}</span>
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
        <button type="button" class="primary" disabled={busy.value || untitled} onClick={() => void approve(outline)}>
          Write the deck
        </button>
      </div>
    </section>
  );
}
