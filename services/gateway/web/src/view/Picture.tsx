import { signal } from "@preact/signals";

import type { Slide } from "../state/deck";

/** Whether a large preview has come in since the page was opened. */
export const largeSeen = signal(false);

/** A slide's preview; what is not painted yet has its place and its words. */
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
        fetchpriority={lazy ? "low" : "high"}
        onLoad={() => (largeSeen.value ||= !lazy)}
        onError={() => (largeSeen.value ||= !lazy)}
      />
    );
  }
  return (
    <div class="skeleton">
      <b>{one.title}</b>
      <span>{fate(one)}</span>
    </div>
  );
}

function fate(one: Slide): string {
  if (one.over) return one.data ? "no picture of it" : "not written";
  return one.data ? "being drawn" : "being written";
}
