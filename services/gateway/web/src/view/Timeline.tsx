import type { Moment, Revision } from "../state/deck";
import { slides } from "../state/store";
import { seconds } from "./words";

interface Span {
  label: string;
  kind: string;
  from: number;
  to: number;
}

const STEPS: [Moment["type"], Moment["type"], string][] = [
  ["slide.briefed", "slide.drafted", "written"],
  ["slide.drafted", "slide.illustrated", "illustrated"],
];

/** Return what took how long, in milliseconds since the request. */
export function spans(revision: Revision, titles: Map<string, string>): Span[] {
  const found: Span[] = [];
  const at = (type: Moment["type"], slideId: string | null = null) =>
    revision.moments.find((m) => m.type === type && m.slideId === slideId)?.at;
  const began = revision.beganAt;
  const outlined = at("outlined");
  if (outlined) found.push({ label: "Outline", kind: "planned", from: 0, to: outlined - began });
  for (const [id, title] of titles) {
    for (const [start, end, kind] of STEPS) {
      const from = at(start, id);
      const to = at(end, id);
      if (from && to) found.push({ label: title, kind, from: from - began, to: to - began });
    }
  }
  const ready = at("ready");
  if (ready && revision.endedAt) found.push({ label: "File", kind: "built", from: ready - began, to: revision.endedAt - began });
  return found;
}

/** The events of a revision as a waterfall. */
export function Timeline({ revision }: { revision: Revision }) {
  const rows = spans(revision, new Map(slides.value.map((s) => [s.id, `${s.number}. ${s.title}`])));
  const whole = Math.max(1, ...rows.map((row) => row.to));
  return (
    <div class="timeline">
      <h2>What happened when</h2>
      <p class="hint">
        {seconds(whole)} from the request to the end. Slides are written side by side, and each picture starts when its slide is there.
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Took</th>
            <th scope="col">When</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, n) => (
            <tr key={n}>
              <th scope="row" title={row.label}>
                {row.label}
              </th>
              <td>
                {row.kind} in {seconds(row.to - row.from)}
              </td>
              <td>
                <svg viewBox="0 0 100 4" preserveAspectRatio="none" role="img" aria-label={`from ${seconds(row.from)} to ${seconds(row.to)}`}>
                  <rect class={row.kind} x={(100 * row.from) / whole} width={Math.max(0.6, (100 * (row.to - row.from)) / whole)} y="0" height="4" />
                </svg>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
