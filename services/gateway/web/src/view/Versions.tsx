import { signal } from "@preact/signals";

import { newest, revisionOf, slidesOf, type Revision } from "../state/deck";
import { deck, pickedRevision, revision, slide } from "../state/store";
import { Picture } from "./Stage";

/** The versions of the deck as a strip; any of them can be looked at. */
export function Versions() {
  const now = deck.value;
  const seen = revision.value;
  if (!now || now.revisions.length < 2) return null;
  const last = newest(now);
  return (
    <nav class="versions" aria-label="Versions">
      {now.revisions.map((r) => (
        <button
          key={r.number}
          type="button"
          aria-current={r.number === seen?.number}
          disabled={r.outline === null}
          title={r.said.slice(0, 200)}
          onClick={() => (pickedRevision.value = r.number === last?.number ? null : r.number)}
        >
          Version {r.number}
        </button>
      ))}
    </nav>
  );
}

const other = signal<number | null>(null);

/** The slide that is picked as two versions show it, side by side. */
export function Compare() {
  const now = deck.value;
  const seen = revision.value;
  if (!now || !seen) return null;
  const choices = now.revisions.filter((r) => r.number !== seen.number && r.outline !== null);
  const against = choices.find((r) => r.number === other.value) ?? choices.at(-1);
  if (!against) return <p class="hint">There is one version so far; say what to change and compare it here.</p>;
  return (
    <div class="compare">
      <label>
        Compare version {seen.number} with
        <select value={against.number} onChange={(event) => (other.value = Number(event.currentTarget.value))}>
          {choices.map((r) => (
            <option key={r.number} value={r.number}>
              Version {r.number}
            </option>
          ))}
        </select>
      </label>
      <div class="pair">
        <Side of={against} />
        <Side of={seen} />
      </div>
      <p class="hint">{difference(against, seen)}</p>
    </div>
  );
}

function Side({ of }: { of: Revision }) {
  const now = deck.value;
  const one = now ? slidesOf(now, of).find((s) => s.id === slide.value?.id) : null;
  return (
    <figure>
      {one ? <Picture slide={one} /> : <div class="skeleton">This version does not have the slide</div>}
      <figcaption>Version {of.number}</figcaption>
    </figure>
  );
}

function difference(before: Revision, after: Revision): string {
  const now = deck.value;
  if (!now) return "";
  const [old, fresh] = [slidesOf(now, revisionOf(now, before.number) ?? before), slidesOf(now, after)];
  const gone = old.filter((s) => !fresh.some((f) => f.id === s.id)).length;
  const added = fresh.filter((s) => !old.some((o) => o.id === s.id)).length;
  const anew = fresh.filter((s) => old.some((o) => o.id === s.id && o.from !== s.from)).length;
  return `${anew} written anew, ${added} added, ${gone} removed.`;
}
