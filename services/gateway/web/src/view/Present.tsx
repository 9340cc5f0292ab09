import { useEffect, useRef, useState } from "preact/hooks";

import { pickedSlide, slide, slides } from "../state/store";

const BAR_MS = 2500;

/** The slides over the whole screen: arrows and space go on, Escape ends, N shows the notes. */
export function Present({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [notes, setNotes] = useState(false);
  const [moved, setMoved] = useState(Date.now());
  const [calm, setCalm] = useState(false);
  const one = slide.value;
  const at = slides.value.findIndex((s) => s.id === one?.id);

  function to(n: number): void {
    const next = slides.value[Math.min(slides.value.length - 1, Math.max(0, n))];
    if (next) pickedSlide.value = next.id;
  }

  useEffect(() => {
    const held = dialog.current;
    held?.showModal();
    // The dialog itself hears the keys; a focused button would keep the bar on the slide.
    held?.focus();
    // Where full screen is refused (a phone, a frame) the dialog covers the window all the same.
    held?.requestFullscreen?.().catch(() => undefined);
    // Whoever leaves full screen by Escape leaves the presentation with it.
    const left = () => {
      if (!document.fullscreenElement) onClose();
    };
    document.addEventListener("fullscreenchange", left);
    return () => {
      document.removeEventListener("fullscreenchange", left);
      if (document.fullscreenElement) void document.exitFullscreen();
    };
  }, []);

  useEffect(() => {
    setCalm(false);
    const timer = setTimeout(() => setCalm(true), BAR_MS);
    return () => clearTimeout(timer);
  }, [moved]);

  function keyed(event: KeyboardEvent): void {
    const onButton = event.target instanceof HTMLButtonElement;
    const moves: Record<string, number> = {
      ArrowRight: at + 1, ArrowDown: at + 1, PageDown: at + 1, " ": at + 1, Enter: at + 1,
      ArrowLeft: at - 1, ArrowUp: at - 1, PageUp: at - 1, Backspace: at - 1,
      Home: 0, End: slides.value.length - 1,
    };
    const next = onButton && (event.key === " " || event.key === "Enter") ? undefined : moves[event.key];
    if (next !== undefined) to(next);
    else if (event.key.toLowerCase() === "n") setNotes(!notes);
    else if (event.key === "Escape") onClose();
    else return;
    event.preventDefault();
  }

  return (
    <dialog
      ref={dialog}
      class={calm ? "present calm" : "present"}
      aria-label="Presentation"
      tabIndex={-1}
      onKeyDown={keyed}
      onPointerMove={() => setMoved(Date.now())}
      onClose={onClose}
    >
      {one?.preview ? (
        <img src={one.preview} alt={`Slide ${one.number}: ${one.title}`} onClick={() => to(at + 1)} />
      ) : (
        <p>{one?.title}</p>
      )}
      {notes && <p class="prose">{one?.data?.notes || "No notes."}</p>}
      <div class="row">
        <button type="button" onClick={() => to(at - 1)} disabled={at <= 0}>
          Back
        </button>
        <span>
          {at + 1} / {slides.value.length}
        </span>
        <button type="button" onClick={() => to(at + 1)} disabled={at >= slides.value.length - 1}>
          Next
        </button>
        <button type="button" aria-pressed={notes} onClick={() => setNotes(!notes)}>
          Notes
        </button>
        <button type="button" onClick={onClose}>
          End
        </button>
      </div>
    </dialog>
  );
}
