import { signal } from "@preact/signals";

import { newest, revisionOf, slidesOf, type Revision, type Slide } from "../state/deck";
import { deck, pickedRevision, pickedSlide, revision, slide } from "../state/store";
import { request } from "./Conversation";
import { Picture } from "./Picture";

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
          title={request(r).slice(0, 200)}
          onClick={() => (pickedRevision.value = r.number === last?.number ? null : r.number)}
        >
          <b>Version {r.number}</b> <span>{request(r)}</span>
        </button>
      ))}
    </nav>
  );
}

const other = signal<number | null>(null);

/** The slide that is picked as two versions show it, side by side, and what else differs. */
export function Compare() {
  const now = deck.value;
  const seen = revision.value;
  if (!now || !seen) return null;
  const choices = now.revisions.filter((r) => r.number !== seen.number && r.outline !== null);
  const against = choices.find((r) => r.number === other.value) ?? choices.findLast((r) => r.number < seen.number) ?? choices[0];
  if (!against) return <p class="hint">There is one version so far; say what to change and compare it here.</p>;
  return (
    <div class="compare">
      <label>
        Compare version {seen.number} with
        <select value={against.number} onChange={(event) => (other.value = Number(event.currentTarget.value))}>
          {choices.map((r) => (
            <option key={r.number} value={r.number}>
              Version {r.number}: {request(r).slice(0, 40)}
            </option>
          ))}
        </select>
      </label>
      <div class="pair">
        <Side of={against} />
        <Side of={seen} />
      </div>
      <Differences before={slidesOf(now, revisionOf(now, against.number) ?? against)} after={slidesOf(now, seen)} />
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

function Differences({ before, after }: { before: Slide[]; after: Slide[] }) {
  const gone = before.filter((s) => !after.some((f) => f.id === s.id));
  const added = after.filter((s) => !before.some((o) => o.id === s.id));
  const anew = after.filter((s) => before.some((o) => o.id === s.id && o.from !== s.from));
  if (gone.length + added.length + anew.length === 0) return <p class="hint">Both say the same.</p>;
  return (
    <dl>
      <Row name="Written anew" slides={anew} />
      <Row name="Added" slides={added} />
      {gone.length > 0 && (
        <>
          <dt>Removed</dt>
          <dd>{gone.map((s) => s.title).join("; ")}</dd>
        </>
      )}
    </dl>
  );
}

function Row({ name, slides }: { name: string; slides: Slide[] }) {
  if (slides.length === 0) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {slides.map((s) => (
          <button key={s.id} type="button" class="quiet" onClick={() => (pickedSlide.value = s.id)}>
            Slide {s.number}
          </button>
        ))}
      </dd>
    </>
  );
}
