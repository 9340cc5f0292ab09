import { useEffect, useRef } from "preact/hooks";

import { ended, newest, slidesOf, type Revision } from "../state/deck";
import { about, deck, pickedRevision, problem, say, slides } from "../state/store";
import { Composer } from "./Composer";
import { Notice } from "./Notice";
import { cost } from "./words";

/** What was said about the deck, and where more is said. */
export function Conversation() {
  const end = useRef<HTMLDivElement>(null);
  const now = deck.value;
  const last = now ? newest(now) : null;
  const words = `${last?.typing.length ?? 0}/${last?.reply.length ?? 0}/${last?.status ?? ""}`;
  useEffect(() => {
    end.current?.scrollIntoView({ block: "nearest" });
  }, [now?.revisions.length, words]);
  if (!now) return null;
  const making = last !== null && !ended(last);
  const chosen = slides.value.find((slide) => slide.id === about.value);
  return (
    <section class="conversation" aria-label="Conversation">
      <div class="said" role="log" aria-label="Messages" tabIndex={0}>
        {now.revisions.map((revision) => (
          <Turn key={revision.number} revision={revision} />
        ))}
        {problem.value && <Notice problem={problem.value} onClose={() => (problem.value = null)} />}
        <div ref={end} />
      </div>
      <Composer
        placeholder={chosen ? `What about slide ${chosen.number}?` : "Say what to change, or ask"}
        files={false}
        blocked={making ? "The deck is being made" : ""}
        send={(content) => say(content)}
      >
        {chosen && (
          <p class="about">
            About slide {chosen.number}: {chosen.title}
            <button type="button" class="quiet" aria-label="Speak of the whole deck" onClick={() => (about.value = null)}>
              ×
            </button>
          </p>
        )}
      </Composer>
    </section>
  );
}

function Turn({ revision }: { revision: Revision }) {
  const typing = !revision.reply && revision.typing;
  return (
    <article class="turn" aria-label={`Version ${revision.number}`}>
      <div class="mine">
        <p class={long(revision.said) ? "clip" : ""}>{request(revision)}</p>
        {revision.sources.length > 0 && <small>with {revision.sources.join(", ")}</small>}
      </div>
      <div class="theirs">
        {(revision.reply || typing) && <p class={typing ? "typing" : ""}>{revision.reply || revision.typing}</p>}
        {!revision.reply && !typing && !ended(revision) && <p class="typing">Reading…</p>}
        <End revision={revision} />
      </div>
    </article>
  );
}

const long = (text: string) => text.length > 400;

function request(revision: Revision): string {
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

/** How a revision ended: what it cost and what falls short, or what to do. */
function End({ revision }: { revision: Revision }) {
  if (revision.status === "failed" && revision.problem) {
    return (
      <Notice
        problem={{ ...revision.problem, hint: revision.problem.hint ?? "Your words are safe; change them and send again." }}
      />
    );
  }
  if (revision.status === "cancelled") return <p class="fate">Stopped. Nothing more is made or paid for.</p>;
  if (revision.status !== "rendered" || !deck.value) return null;
  const count = slidesOf(deck.value, revision).length;
  const anew = slidesOf(deck.value, revision).filter((slide) => slide.from === revision.number).length;
  const made = revision.number === 1 ? `${count} slides` : anew === 0 ? "no slide written anew" : `${anew} of ${count} slides written anew`;
  return (
    <p class="fate">
      <button type="button" class="quiet" onClick={() => (pickedRevision.value = revision.number)}>
        Version {revision.number}
      </button>{" "}
      {made}, {cost(revision)}
      {revision.degradations.length > 0 && `, ${revision.degradations.length} not quite as asked`}
    </p>
  );
}
