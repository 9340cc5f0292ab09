import { useEffect, useState } from "preact/hooks";

import { ended, progress, stages, type Revision } from "../state/deck";
import { cancel, deck } from "../state/store";

/** What is going on, in words and by stage, with the time that is left. */
export function Status({ last }: { last: Revision }) {
  const [now, setNow] = useState(Date.now());
  const making = !ended(last);
  useEffect(() => {
    if (!making) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [making]);
  if (!deck.value) return null;
  const { words, share, leftS } = progress(deck.value, last, now);
  const waits = last.status === "awaiting_approval";
  return (
    <div class="status">
      <div class="now">
        <p role="status">{words}</p>
        {making && leftS !== null && <span class="left">about {leftS} s left</span>}
        {making && (
          <button type="button" onClick={() => void cancel()}>
            Cancel
          </button>
        )}
      </div>
      {making && !waits && (
        <>
          <progress max={1} value={share} aria-label="Progress" />
          <ol class="stages" aria-label="Stages">
            {stages(deck.value, last).map(({ name, done, total }) => (
              <li key={name} class={done >= total ? "done" : ""}>
                {name}
                <span>{done >= total ? "✓" : total > 1 ? `${done} of ${total}` : "…"}</span>
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  );
}
