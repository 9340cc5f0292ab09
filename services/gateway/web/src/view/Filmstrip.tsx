import { useEffect, useRef, useState } from "preact/hooks";

import { newest } from "../state/deck";
import { current, deck, edit, pickedSlide, revision, slide, slides } from "../state/store";
import { largeSeen, Picture } from "./Picture";

/**
 * All slides in a row; they can be dragged, or moved with buttons, and removed. Beside a large preview (`large`) the
 * small ones wait until that one has come in: on a slow line they would share it.
 */
export function Filmstrip({ large }: { large: boolean }) {
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const seen = revision.value;
  const last = deck.value ? newest(deck.value) : null;
  const open = current.value && last !== null && last.status === "rendered" && seen?.number === last.number;
  const waits = large && !largeSeen.value && slide.value?.preview != null;
  const ids = slides.value.map((s) => s.id);
  const strip = useRef<HTMLOListElement>(null);
  const at = ids.indexOf(slide.value?.id ?? "");

  // Only the strip moves, never the page.
  useEffect(() => {
    const item = strip.current?.children[at];
    if (!strip.current || !(item instanceof HTMLElement)) return;
    const [from, to] = [item.offsetLeft - strip.current.offsetLeft, item.offsetLeft - strip.current.offsetLeft + item.offsetWidth];
    if (from < strip.current.scrollLeft) strip.current.scrollLeft = from - 8;
    else if (to > strip.current.scrollLeft + strip.current.clientWidth) strip.current.scrollLeft = to - strip.current.clientWidth + 8;
  }, [at]);

  function move(id: string, to: number): void {
    const rest = ids.filter((other) => other !== id);
    rest.splice(to, 0, id);
    if (rest.join() !== ids.join()) void edit({ order: rest });
  }

  return (
    <ol ref={strip} class="strip" aria-label="Slides">
      {slides.value.map((one, n) => {
        const picked = one.id === slide.value?.id;
        return (
          <li
            key={one.id}
            class={[picked && "picked", over === one.id && "target"].filter(Boolean).join(" ")}
            draggable={open}
            onDragStart={() => setDragged(one.id)}
            onDragEnd={() => {
              setDragged(null);
              setOver(null);
            }}
            onDragOver={(event) => {
              if (!dragged) return;
              event.preventDefault();
              setOver(one.id);
            }}
            onDrop={(event) => {
              if (!dragged) return;
              event.preventDefault();
              move(dragged, n);
            }}
          >
            <button
              type="button"
              class="thumb"
              aria-current={picked}
              onClick={() => {
                pickedSlide.value = one.id;
              }}
            >
              <Picture slide={waits ? { ...one, preview: null } : one} lazy />
            </button>
            <span class="arrange">
              <span class="number">{one.number}</span>
              {open && picked && (
                <>
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
                </>
              )}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
