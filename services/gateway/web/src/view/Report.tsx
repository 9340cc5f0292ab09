import type { Revision } from "../state/deck";
import { pickedSlide, slides } from "../state/store";
import { cost, many, seconds, size } from "./words";

/** Quality, cost and what falls short, in plain words. */
export function Report({ revision }: { revision: Revision }) {
  const number = (id: string | null | undefined) => slides.value.find((s) => s.id === id)?.number;
  const findings = revision.findings.filter((finding) => finding.severity !== "info");
  const infos = revision.findings.length - findings.length;
  const usage = revision.usage;
  return (
    <div class="report">
      <h2>How this version turned out</h2>
      <dl>
        <dt>Checks</dt>
        <dd>
          {findings.length === 0 ? "Nothing to mend" : `${findings.length} to look at`}
          {revision.score !== null && `, ${Math.round(revision.score)} points of 100`}
        </dd>
        <dt>Cost</dt>
        <dd>
          {cost(revision)}
          {usage && usage.calls > 0 && ` (${(usage.prompt_tokens + usage.completion_tokens).toLocaleString()} tokens, ${many(usage.images, "picture")})`}
        </dd>
        <dt>Time</dt>
        <dd>{revision.endedAt ? seconds(revision.endedAt - revision.beganAt) : "still at work"}</dd>
        {revision.pptx && (
          <>
            <dt>File</dt>
            <dd>{size(revision.pptx.bytes)}</dd>
          </>
        )}
      </dl>
      <List
        title="Not quite as asked"
        none="Everything is as it was asked for."
        rows={revision.degradations.map((d) => ({ id: d.slide_id, number: number(d.slide_id), text: d.detail }))}
      />
      <List
        title="Checks"
        none="The deck passed every check."
        rows={findings.map((f) => ({ id: f.slide_id, number: number(f.slide_id), text: f.detail }))}
      />
      {infos > 0 && <p class="hint">{many(infos, "remark")} that nothing need be done about.</p>}
    </div>
  );
}

interface Row {
  id: string | null | undefined;
  number: number | undefined;
  text: string;
}

function List({ title, none, rows }: { title: string; none: string; rows: Row[] }) {
  return (
    <section>
      <h3>{title}</h3>
      {rows.length === 0 ? (
        <p>{none}</p>
      ) : (
        <ul>
          {rows.map((row, n) => (
            <li key={n}>
              {row.number !== undefined && (
                <button type="button" class="quiet" onClick={() => (pickedSlide.value = row.id ?? null)}>
                  Slide {row.number}
                </button>
              )}{" "}
              {row.text}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
