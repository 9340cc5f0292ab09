import { useEffect, useRef } from "preact/hooks";

import { ended, newest, slidesOf, type Deck, type Revision, type Slide } from "../state/deck";
import { about, busy, deck, offline, pickedRevision, problem, retry, say, slides } from "../state/store";
import { Composer, suggest } from "./Composer";
import { Notice } from "./Notice";
import { cost, many } from "./words";

/** What was said about the deck, and where more is said. */
export function Conversation() {
  const log = useRef<HTMLDivElement>(null);
  const now = deck.value;
  const last = now ? newest(now) : null;
  const words = `${last?.typing.length ?? 0}/${last?.reply.length ?? 0}/${last?.status ?? ""}/${problem.value?.detail ?? ""}`;
  useEffect(() => {
    // The log alone moves: on a phone the deck stays where it is.
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [now?.revisions.length, words]);
  if (!now) return null;
  const chosen = slides.value.find((slide) => slide.id === about.value);
  return (
    <section class="conversation" aria-label="Conversation">
      <div ref={log} class="said" role="log" aria-label="Messages" tabIndex={0}>
        {now.revisions.map((revision) => (
          <Turn key={revision.number} revision={revision} last={revision === last} />
        ))}
        {problem.value && <Notice problem={problem.value} onClose={() => (problem.value = null)} />}
        {last?.status === "rendered" && !problem.value && <Ideas slides={slidesOf(now, last)} theme={last.outline?.theme ?? ""} />}
      </div>
      <Composer
        placeholder={chosen ? `What about slide ${chosen.number}?` : "Say what to change, or ask"}
        files={false}
        blocked={blocked(now)}
        send={(content) => say(content)}
      >
        {chosen && (
          <p class="about">
            <span>
              About slide {chosen.number}: {chosen.title}
            </span>
            <button type="button" class="quiet" aria-label="Speak of the whole deck" onClick={() => (about.value = null)}>
              ×
            </button>
          </p>
        )}
      </Composer>
    </section>
  );
}

/** Why nothing can be said of the deck now; empty when something can. */
function blocked(of: Deck): string {
  const last = newest(of);
  if (last?.status === "awaiting_approval") return "The outline waits for you";
  if (last && !ended(last)) return "The deck is being made";
  return of.revisions.some((revision) => revision.outline) ? "" : "There are no slides to speak of yet";
}

/** What can be tried next; without a model only what needs none. */
function Ideas({ slides: all, theme }: { slides: Slide[]; theme: string }) {
  const count = all.length;
  const plain = all.find((one) => one.type === "bullets");
  const look = `Use the theme ${theme === "ocean" ? "forest" : "ocean"}`;
  const needsNone = [
    look,
    ...(count > 6 ? [`Make it ${count - 2} slides`] : []),
    ...(plain ? [`Shorten slide ${plain.number}`] : []),
    ...(count > 2 ? ["Remove slide 2"] : []),
  ];
  const ideas = offline.value
    ? needsNone
    : ["Make it shorter", ...(plain ? [`Make slide ${plain.number} a comparison`] : []), "Say it for a board of directors", look];
  return (
    <div class="ideas" role="group" aria-label="Things to try">
      {ideas.map((idea) => (
        <button key={idea} type="button" onClick={() => suggest(idea)}>
          {idea}
        </button>
      ))}
    </div>
  );
}

function Turn({ revision, last }: { revision: Revision; last: boolean }) {
  const typing = !revision.reply && revision.typing;
  return (
    <article class="turn" aria-label={`Version ${revision.number}`}>
      <div class="mine">
        <p class={long(revision.said) ? "clip" : ""} tabIndex={long(revision.said) ? 0 : undefined}>
          {request(revision)}
        </p>
        {revision.sources.length > 0 && <small>with {revision.sources.join(", ")}</small>}
      </div>
      <div class="theirs">
        {(revision.reply || typing) && <p class={typing ? "typing" : ""}>{revision.reply || revision.typing}</p>}
        {!revision.reply && !typing && !ended(revision) && <p class="typing">Reading…</p>}
        <End revision={revision} last={last} />
      </div>
    </article>
  );
}

const long = (text: string) => text.length > 400;

/** What a revision was asked for, in the user's words or in ours where the hand spoke. */
export function request(revision: Revision): string {
  switch (revision.kind) {
    case "restore":
      return `Back to version ${revision.base}`;
    case "fork":
      return "A copy of another deck";
    case "edit":
      return "Changed by hand";
    default:
      return revision.said || "A deck of the document";
  }
}

function Again() {
  return (
    <button type="button" disabled={busy.value} onClick={() => void retry()}>
      Try again
    </button>
  );
}

/** How a revision ended: what it cost and what falls short, or what to do. */
function End({ revision, last }: { revision: Revision; last: boolean }) {
  if (revision.status === "failed" && revision.problem) {
    const safe = revision.number > 1 ? "The version before is untouched." : "Your words and documents are kept.";
    const hint = [safe, revision.problem.hint].filter(Boolean).join(" ");
    return <Notice problem={{ ...revision.problem, hint }}>{last && <Again />}</Notice>;
  }
  if (revision.status === "cancelled") {
    return (
      <div class="fate">
        Stopped. Nothing more is made or paid for. {last && <Again />}
      </div>
    );
  }
  if (revision.status !== "rendered" || !deck.value) return null;
  const all = slidesOf(deck.value, revision);
  const anew = all.filter((slide) => slide.from === revision.number).length;
  const made = revision.kind === "create" ? many(all.length, "slide") : anew === 0 ? "no slide written anew" : `${anew} of ${all.length} slides written anew`;
  return (
    <>
      <p class="fate">
        <button type="button" class="quiet" onClick={() => (pickedRevision.value = revision.number)}>
          Version {revision.number}
        </button>{" "}
        {made}, {cost(revision)}
      </p>
      <Shortfalls revision={revision} />
    </>
  );
}

/** What is not quite as asked, each cause once; what an older version said already is in the report alone. */
function Shortfalls({ revision }: { revision: Revision }) {
  const older = deck.value?.revisions.filter((one) => one.number < revision.number) ?? [];
  const said = new Set(older.flatMap((one) => one.degradations.map((mark) => mark.detail)));
  const causes = [...new Set(revision.degradations.map((mark) => mark.detail))].filter((cause) => !said.has(cause));
  if (causes.length === 0) return null;
  return (
    <ul class="shortfalls" aria-label="Not quite as asked">
      {causes.slice(0, 3).map((cause) => (
        <li key={cause}>{cause}</li>
      ))}
      {causes.length > 3 && <li>{causes.length - 3} more in the report.</li>}
    </ul>
  );
}
