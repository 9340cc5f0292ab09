import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";

import { ended, newest, progress, type Revision, type Slide } from "../state/deck";
import { go } from "../state/place";
import { about, cancel, current, deck, edit, fork, pickedSlide, restore, revision, slide, slides } from "../state/store";
import { OutlineReview } from "./OutlineReview";
import { Present } from "./Present";
import { Report } from "./Report";
import { SlideEditor } from "./SlideEditor";
import { Look } from "./Look";
import { Timeline } from "./Timeline";
import { Compare, Versions } from "./Versions";
import { size } from "./words";

type Tab = "slide" | "notes" | "edit" | "look" | "report" | "timeline" | "compare";

const tab = signal<Tab>("slide");
const presenting = signal(false);

const TABS: [Tab, string][] = [
  ["slide", "Slide"],
  ["notes", "Notes"],
  ["edit", "Edit"],
  ["look", "Look"],
  ["compare", "Compare"],
  ["report", "Report"],
  ["timeline", "Timeline"],
];

/** The deck as it stands. */
export function Stage() {
  const now = deck.value;
  const seen = revision.value;
  const last = now ? newest(now) : null;
  useEffect(() => {
    const keyed = (event: KeyboardEvent) => {
      if (event.target instanceof Element && event.target.closest("input, textarea, select, [role=tablist], dialog")) return;
      if (event.key === "ArrowRight" || event.key === "ArrowDown") step(1, event);
      else if (event.key === "ArrowLeft" || event.key === "ArrowUp") step(-1, event);
    };
    addEventListener("keydown", keyed);
    return () => removeEventListener("keydown", keyed);
  }, []);
  if (!now || !last) {
    return (
      <section class="stage" aria-label="Deck">
        <p role="status">Opening the deck…</p>
        <Skeleton />
      </section>
    );
  }
  const review = last.status === "awaiting_approval" && current.value;
  return (
    <section class="stage" aria-label="Deck">
      <Status last={last} />
      {review ? (
        <OutlineReview key={last.number} revision={last} />
      ) : (
        <>
          <Tools />
          <Versions />
          {slides.value.length === 0 ? (
            ended(last) ? null : <Skeleton />
          ) : (
            <>
              <div class="tabs" role="tablist" aria-label="Views" onKeyDown={tabKeys}>
                {TABS.map(([name, label]) => (
                  <button
                    key={name}
                    type="button"
                    role="tab"
                    id={`tab-${name}`}
                    aria-selected={tab.value === name}
                    aria-controls="view"
                    tabIndex={tab.value === name ? 0 : -1}
                    onClick={() => (tab.value = name)}
                  >
                    {label}
                  </button>
                ))}
              </div>
              <div id="view" role="tabpanel" aria-labelledby={`tab-${tab.value}`} class="view">
                <View seen={seen} />
              </div>
              <Filmstrip />
            </>
          )}
        </>
      )}
      {presenting.value && <Present onClose={() => (presenting.value = false)} />}
    </section>
  );
}

function tabKeys(event: KeyboardEvent): void {
  const at = TABS.findIndex(([name]) => name === tab.value);
  const to = event.key === "ArrowRight" ? at + 1 : event.key === "ArrowLeft" ? at - 1 : event.key === "Home" ? 0 : event.key === "End" ? TABS.length - 1 : null;
  if (to === null) return;
  event.preventDefault();
  const next = TABS[(to + TABS.length) % TABS.length];
  if (!next) return;
  tab.value = next[0];
  document.getElementById(`tab-${next[0]}`)?.focus();
}

function View({ seen }: { seen: Revision | null }) {
  const one = slide.value;
  if (!seen || !one) return null;
  switch (tab.value) {
    case "notes":
      return <Notes slide={one} />;
    case "edit":
      return <SlideEditor key={`${seen.number}/${one.id}`} slide={one} />;
    case "look":
      return <Look />;
    case "report":
      return <Report revision={seen} />;
    case "timeline":
      return <Timeline revision={seen} />;
    case "compare":
      return <Compare />;
    case "slide":
      return <Large slide={one} />;
  }
}

function step(by: number, event: KeyboardEvent): void {
  if (presenting.value || slides.value.length === 0) return;
  const at = slides.value.findIndex((s) => s.id === slide.value?.id);
  const next = slides.value[Math.min(slides.value.length - 1, Math.max(0, at + by))];
  if (!next) return;
  event.preventDefault();
  pickedSlide.value = next.id;
}

/** What is going on, in words, with the time that is left. */
function Status({ last }: { last: Revision }) {
  const [now, setNow] = useState(Date.now());
  const making = !ended(last);
  useEffect(() => {
    if (!making) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [making]);
  if (!deck.value) return null;
  const { words, share, leftS } = progress(deck.value, last, now);
  return (
    <div class="status">
      <p role="status">
        {words}
        {making && leftS !== null && <span class="left">, about {leftS} s left</span>}
      </p>
      {making && (
        <>
          <progress max={1} value={share} aria-label="Progress" />
          <button type="button" onClick={() => void cancel()}>
            Cancel
          </button>
        </>
      )}
    </div>
  );
}

function Tools() {
  const now = deck.value;
  const seen = revision.value;
  const [copied, setCopied] = useState(false);
  if (!now || !seen) return null;
  const last = newest(now);
  const before = now.revisions.findLast((r) => r.number < (last?.number ?? 0) && r.outline !== null);
  const idle = last !== null && ended(last);
  async function share(): Promise<void> {
    await navigator.clipboard.writeText(location.href);
    setCopied(true);
  }
  return (
    <div class="tools" role="toolbar" aria-label="Deck">
      {seen.pptx && (
        <a class="primary" href={seen.pptx.url} download title={size(seen.pptx.bytes)}>
          Download PowerPoint
        </a>
      )}
      {seen.pdf && (
        <a href={seen.pdf.url} download title={size(seen.pdf.bytes)}>
          Download PDF
        </a>
      )}
      <button type="button" disabled={!slides.value.some((s) => s.preview)} onClick={() => (presenting.value = true)}>
        Present
      </button>
      <button type="button" disabled={!idle || !before} onClick={() => before && void restore(before.number)}>
        Undo
      </button>
      <button
        type="button"
        disabled={seen.outline === null}
        onClick={() =>
          void fork().then((id) => {
            if (id) go(id);
          })
        }
      >
        Duplicate
      </button>
      <button type="button" onClick={() => void share()}>
        {copied ? "Link copied" : "Copy link"}
      </button>
      {!current.value && (
        <button type="button" class="primary" onClick={() => void restore(seen.number)}>
          Restore this version
        </button>
      )}
    </div>
  );
}

/** One large preview; what is not painted yet has its place and its words. */
export function Large({ slide: one }: { slide: Slide }) {
  return (
    <figure class="large">
      <Picture slide={one} />
      <figcaption>
        <span>
          Slide {one.number}: {one.title}
        </span>
        {current.value && (
          <button type="button" class="quiet" onClick={() => speakOf(one.id)}>
            Talk about this slide
          </button>
        )}
      </figcaption>
    </figure>
  );
}

function speakOf(slideId: string): void {
  about.value = slideId;
  document.querySelector<HTMLTextAreaElement>(".conversation textarea")?.focus();
}

export function Picture({ slide: one, lazy = false }: { slide: Slide; lazy?: boolean }) {
  if (one.preview) {
    return (
      <img
        class={one.settled ? "settled" : "early"}
        src={one.preview}
        alt={`Slide ${one.number}: ${one.title}`}
        width={1280}
        height={720}
        loading={lazy ? "lazy" : "eager"}
      />
    );
  }
  return (
    <div class="skeleton">
      <b>{one.title}</b>
      <span>{one.data ? "being drawn" : "being written"}</span>
    </div>
  );
}

function Skeleton() {
  return (
    <div class="large" aria-hidden="true">
      <div class="skeleton" />
    </div>
  );
}

function Notes({ slide: one }: { slide: Slide }) {
  const sources = one.data?.sources ?? [];
  return (
    <div class="notes">
      <h2>Notes of slide {one.number}</h2>
      <p class="prose">{one.data?.notes || "No notes."}</p>
      {sources.length > 0 && (
        <p class="hint">
          From{" "}
          {sources.map((source) => [source.name, source.section, source.page && `page ${source.page}`].filter(Boolean).join(", ")).join("; ")}
        </p>
      )}
    </div>
  );
}

/** All slides in a row; they can be dragged, or moved with buttons, and removed. */
function Filmstrip() {
  const [dragged, setDragged] = useState<string | null>(null);
  const seen = revision.value;
  const last = deck.value ? newest(deck.value) : null;
  const open = current.value && last !== null && last.status === "rendered" && seen?.number === last.number;
  const ids = slides.value.map((s) => s.id);

  function move(id: string, to: number): void {
    const rest = ids.filter((other) => other !== id);
    rest.splice(to, 0, id);
    if (rest.join() !== ids.join()) void edit({ order: rest });
  }

  return (
    <ol class="strip" aria-label="Slides">
      {slides.value.map((one, n) => (
        <li
          key={one.id}
          class={one.id === slide.value?.id ? "picked" : ""}
          draggable={open}
          onDragStart={() => setDragged(one.id)}
          onDragEnd={() => setDragged(null)}
          onDragOver={(event) => dragged && event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            if (dragged) move(dragged, n);
          }}
        >
          <button
            type="button"
            class="thumb"
            aria-current={one.id === slide.value?.id}
            onClick={() => {
              pickedSlide.value = one.id;
            }}
          >
            <Picture slide={one} lazy />
          </button>
          {open && one.id === slide.value?.id && (
            <span class="arrange">
              <button type="button" aria-label={`Move slide ${one.number} forward`} disabled={n === 0} onClick={() => move(one.id, n - 1)}>
                ←
              </button>
              <button type="button" aria-label={`Move slide ${one.number} back`} disabled={n === ids.length - 1} onClick={() => move(one.id, n + 1)}>
                →
              </button>
              <button
                type="button"
                aria-label={`Remove slide ${one.number}`}
                disabled={ids.length === 1}
                onClick={() => void edit({ order: ids.filter((other) => other !== one.id) })}
              >
                ×
              </button>
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

