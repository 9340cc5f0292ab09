import { useState } from "preact/hooks";

import { ended, newest } from "../state/deck";
import { go } from "../state/place";
import { current, deck, fork, restore, revision, slides } from "../state/store";
import { size } from "./words";

/** What can be done with the deck as a whole. */
export function Tools({ onPresent }: { onPresent: () => void }) {
  const now = deck.value;
  const seen = revision.value;
  if (!now || !seen) return null;
  const last = newest(now);
  const before = now.revisions.findLast((r) => r.number < (last?.number ?? 0) && r.outline !== null);
  const idle = last !== null && ended(last);
  return (
    <div class="tools" role="toolbar" aria-label="Deck">
      {!current.value && (
        <button type="button" class="primary" onClick={() => void restore(seen.number)}>
          Restore this version
        </button>
      )}
      {seen.pptx && (
        <a class={current.value ? "primary" : ""} href={seen.pptx.url} download title={size(seen.pptx.bytes)}>
          Download PowerPoint
        </a>
      )}
      {seen.pdf && (
        <a href={seen.pdf.url} download title={size(seen.pdf.bytes)}>
          Download PDF
        </a>
      )}
      <button type="button" disabled={!slides.value.some((s) => s.preview)} onClick={onPresent}>
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
      <Share />
    </div>
  );
}

/** The deck's address, for whoever may see it; where the clipboard is out of reach it can be copied by hand. */
function Share() {
  const [state, setState] = useState<"idle" | "copied" | "shown">("idle");
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(location.href);
      setState("copied");
    } catch {
      // No clipboard without HTTPS, or it was refused.
      setState("shown");
    }
  }
  if (state === "shown") {
    return <input class="link" aria-label="Link to this deck" readOnly value={location.href} onFocus={(event) => event.currentTarget.select()} />;
  }
  return (
    <button type="button" onClick={() => void copy()}>
      {state === "copied" ? "Link copied" : "Copy link"}
    </button>
  );
}
