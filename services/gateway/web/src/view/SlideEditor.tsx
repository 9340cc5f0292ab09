import { useState } from "preact/hooks";

import type { Slide } from "../state/deck";
import { ended, newest } from "../state/deck";
import type { SlideData } from "../state/facts";
import { busy, current, deck, editSlide } from "../state/store";
import { Picture } from "./Picture";

/** Fields that are not words of the slide. */
const HIDDEN = new Set(["type", "image", "sources", "kind", "form", "side", "preferred", "show_table"]);
const LABELS: Record<string, string> = {
  lead: "Lead", detail: "Detail", text: "Point", takeaway: "Takeaway", call_to_action: "Call to action", byline: "Byline",
  when: "When", value: "Value", label: "Meaning", delta: "Change", heading: "Heading", notes: "Notes", title: "Title",
};
const LONG = new Set(["notes", "detail", "quote", "context", "takeaway"]);

const label = (name: string) => LABELS[name] ?? name.charAt(0).toUpperCase() + name.slice(1).replaceAll("_", " ");

/** Change a slide by hand: its words, and the numbers of its chart or table. */
export function SlideEditor({ slide }: { slide: Slide }) {
  const [data, setData] = useState<SlideData | null>(slide.data);
  const last = deck.value ? newest(deck.value) : null;
  if (!data) return <p class="hint">This slide is still being written.</p>;
  if (!current.value || !last || !ended(last)) return <p class="hint">Only the newest version can be changed, once it is ready.</p>;
  const changed = JSON.stringify(data) !== JSON.stringify(slide.data);
  return (
    <div class="editing">
      <form
        class="editor"
        aria-label={`Edit slide ${slide.number}`}
        onSubmit={(event) => {
          event.preventDefault();
          if (changed) void editSlide(slide.id, data);
        }}
      >
        {Object.entries(data)
          .filter(([name, value]) => !HIDDEN.has(name) && value !== null)
          .map(([name, value]) => (
            <Field key={name} name={name} value={value} onChange={(next) => setData({ ...data, [name]: next })} />
          ))}
        <div class="row">
          <button type="button" disabled={!changed} onClick={() => setData(slide.data)}>
            Discard
          </button>
          <button type="submit" class="primary" disabled={!changed || busy.value}>
            Save as a new version
          </button>
        </div>
      </form>
      <figure>
        <Picture slide={slide} />
        <figcaption>As it is now; the new version is drawn when you save. Nothing is paid for.</figcaption>
      </figure>
    </div>
  );
}

interface FieldProps {
  name: string;
  value: unknown;
  onChange: (value: unknown) => void;
}

function Field({ name, value, onChange }: FieldProps) {
  if (typeof value === "string") return <Words name={name} value={value} onChange={onChange} />;
  if (name === "chart" && isRecord(value)) return <ChartGrid chart={value} onChange={onChange} />;
  if (name === "table" && isRecord(value)) return <TableGrid table={value} onChange={onChange} />;
  if (Array.isArray(value)) return <Entries name={name} entries={value} onChange={onChange} />;
  if (isRecord(value)) {
    return (
      <fieldset>
        <legend>{label(name)}</legend>
        {Object.entries(value).map(([part, inner]) => (
          <Field key={part} name={part} value={inner} onChange={(next) => onChange({ ...value, [part]: next })} />
        ))}
      </fieldset>
    );
  }
  return null;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function Words({ name, value, onChange }: FieldProps & { value: string }) {
  return (
    <label>
      {label(name)}
      {LONG.has(name) ? (
        <textarea rows={name === "notes" ? 5 : 2} value={value} onInput={(event) => onChange(event.currentTarget.value)} />
      ) : (
        <input value={value} onInput={(event) => onChange(event.currentTarget.value)} />
      )}
    </label>
  );
}

/** A list of words or of small records; entries can be added and removed. */
function Entries({ name, entries, onChange }: { name: string; entries: unknown[]; onChange: (value: unknown) => void }) {
  const put = (n: number, next: unknown) => onChange(entries.map((entry, other) => (other === n ? next : entry)));
  const blank = () => {
    const first = entries[0];
    return isRecord(first) ? Object.fromEntries(Object.keys(first).map((part) => [part, ""])) : "";
  };
  return (
    <fieldset>
      <legend>{label(name)}</legend>
      {entries.map((entry, n) => (
        <div class="entry" key={n}>
          {isRecord(entry) ? (
            Object.entries(entry)
              .filter(([, inner]) => typeof inner === "string")
              .map(([part, inner]) => (
                <Words key={part} name={part} value={String(inner)} onChange={(next) => put(n, { ...entry, [part]: next })} />
              ))
          ) : (
            <input aria-label={`${label(name)} ${n + 1}`} value={String(entry)} onInput={(event) => put(n, event.currentTarget.value)} />
          )}
          <button
            type="button"
            class="quiet"
            aria-label={`Remove ${label(name).toLowerCase()} ${n + 1}`}
            disabled={entries.length === 1}
            onClick={() => onChange(entries.filter((_, other) => other !== n))}
          >
            ×
          </button>
        </div>
      ))}
      <button type="button" class="quiet" onClick={() => onChange([...entries, blank()])}>
        Add
      </button>
    </fieldset>
  );
}

interface Series {
  name: string;
  values: (number | null)[];
}

function ChartGrid({ chart, onChange }: { chart: Record<string, unknown>; onChange: (value: unknown) => void }) {
  const categories = chart["categories"] as string[];
  const series = chart["series"] as Series[];
  const setValue = (s: number, c: number, text: string) => {
    const value = text.trim() === "" || Number.isNaN(Number(text)) ? null : Number(text);
    onChange({
      ...chart,
      series: series.map((one, n) => (n === s ? { ...one, values: one.values.map((v, m) => (m === c ? value : v)) } : one)),
    });
  };
  return (
    <fieldset>
      <legend>Numbers of the chart</legend>
      <div class="grid">
        <table>
          <thead>
            <tr>
              <td />
              {series.map((one, n) => (
                <th key={n} scope="col">
                  {one.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {categories.map((category, c) => (
              <tr key={c}>
                <th scope="row">
                  <input
                    aria-label={`Category ${c + 1}`}
                    value={category}
                    onInput={(event) =>
                      onChange({ ...chart, categories: categories.map((old, m) => (m === c ? event.currentTarget.value : old)) })
                    }
                  />
                </th>
                {series.map((one, s) => (
                  <td key={s}>
                    <input
                      type="number"
                      step="any"
                      aria-label={`${one.name}, ${category}`}
                      value={one.values[c] ?? ""}
                      onInput={(event) => setValue(s, c, event.currentTarget.value)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </fieldset>
  );
}

function TableGrid({ table, onChange }: { table: Record<string, unknown>; onChange: (value: unknown) => void }) {
  const headers = table["headers"] as string[];
  const rows = table["rows"] as string[][];
  const setCell = (r: number, c: number, text: string) =>
    onChange({ ...table, rows: rows.map((row, n) => (n === r ? row.map((cell, m) => (m === c ? text : cell)) : row)) });
  return (
    <fieldset>
      <legend>Table</legend>
      <div class="grid">
        <table>
          <thead>
            <tr>
              {headers.map((header, c) => (
                <th key={c} scope="col">
                  <input
                    aria-label={`Heading ${c + 1}`}
                    value={header}
                    onInput={(event) =>
                      onChange({ ...table, headers: headers.map((old, m) => (m === c ? event.currentTarget.value : old)) })
                    }
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, r) => (
              <tr key={r}>
                {row.map((cell, c) => (
                  <td key={c}>
                    <input aria-label={`${headers[c] ?? c}, row ${r + 1}`} value={cell} onInput={(event) => setCell(r, c, event.currentTarget.value)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </fieldset>
  );
}
