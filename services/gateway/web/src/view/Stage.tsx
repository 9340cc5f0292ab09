import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { ended, newest, type Revision, type Slide } from "../state/deck";
import { about, current, deck, pickedSlide, revision, slide, slides } from "../state/store";
import { Filmstrip } from "./Filmstrip";
import { Look } from "./Look";
import { OutlineReview } from "./OutlineReview";
import { Picture } from "./Picture";
import { Present } from "./Present";
import { Report } from "./Report";
import { SlideEditor } from "./SlideEditor";
import { Status } from "./Status";
import { Timeline } from "./Timeline";
import { Tools } from "./Tools";
import { Compare, Versions } from "./Versions";

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
  const last = now ? newest(now) : null;
  useEffect(() => {
    addEventListener("keydown", arrows);
    return () => removeEventListener("keydown", arrows);
  }, []);
  if (!now || !last) {
    return (
      <section key="opening" class="stage" aria-label="Deck">
        <p role="status">Opening the deck…</p>
        <Skeleton />
      </section>
    );
  }
  if (last.status === "awaiting_approval" && current.value) {
    return (
      <section class="stage" aria-label="Deck">
        <Status last={last} />
        <OutlineReview key={last.number} revision={last} />
      </section>
    );
  }
  return (
    <section key="open" class="stage" aria-label="Deck">
      <div class="bar">
        <Status last={last} />
        <Tools onPresent={() => (presenting.value = true)} />
      </div>
      <Versions />
      {slides.value.length > 0 ? <Views /> : ended(last) ? <Nothing /> : <Skeleton />}
      {presenting.value && <Present onClose={() => (presenting.value = false)} />}
    </section>
  );
}

function Views() {
  return (
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
      {/* What scrolls can be reached by keyboard. */}
      <div id="view" role="tabpanel" aria-labelledby={`tab-${tab.value}`} class={`view ${tab.value}`} tabIndex={tab.value === "slide" ? -1 : 0}>
        <View seen={revision.value} />
      </div>
      <Filmstrip large={tab.value === "slide"} />
    </>
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
      return <SlideEditor key={`${seen.number}/${one.id}/${one.data ? "written" : "awaited"}`} slide={one} />;
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

/** Left and right go through the slides wherever they mean nothing else. */
function arrows(event: KeyboardEvent): void {
  if (presenting.value || slides.value.length === 0) return;
  if (event.target instanceof Element && event.target.closest("input, textarea, select, [role=tablist], [role=log], dialog")) return;
  const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  if (by === 0) return;
  const at = slides.value.findIndex((s) => s.id === slide.value?.id);
  const next = slides.value[Math.min(slides.value.length - 1, Math.max(0, at + by))];
  if (!next) return;
  event.preventDefault();
  pickedSlide.value = next.id;
}

/** One large preview, and what can be done with the slide. */
function Large({ slide: one }: { slide: Slide }) {
  return (
    <figure class="large">
      <div class="frame">
        <Picture slide={one} />
      </div>
      <figcaption>
        <span>
          Slide {one.number}: {one.title}
        </span>
        {current.value && (
          <span class="acts">
            <button type="button" class="quiet" onClick={() => speakOf(one.id)}>
              Talk about this slide
            </button>
            <button type="button" class="quiet" onClick={() => (tab.value = "edit")}>
              Edit this slide
            </button>
          </span>
        )}
      </figcaption>
    </figure>
  );
}

function speakOf(slideId: string): void {
  about.value = slideId;
  document.querySelector<HTMLTextAreaElement>(".conversation textarea")?.focus();
}

function Skeleton() {
  return (
    <div class="large" aria-hidden="true">
      <div class="frame">
        <div class="skeleton" />
      </div>
    </div>
  );
}

/** A deck that ended before it had a slide: the conversation says why. */
function Nothing() {
  return (
    <div class="nothing">
      <svg viewBox="0 0 160 90" aria-hidden="true">
        <rect x="1" y="1" width="158" height="88" rx="6" />
        <path d="M22 26h70M22 44h52M22 60h60" />
      </svg>
      <p>There are no slides yet.</p>
      <p class="hint">The conversation says what happened and what to do.</p>
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
