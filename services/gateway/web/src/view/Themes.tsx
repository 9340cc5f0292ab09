import { useEffect, useState } from "preact/hooks";

import { picture, type Template, type Theme } from "../net/http";

interface Choice {
  id: string;
  title: string;
  palette: string[];
  pictured: string | null;
}

interface Props {
  name: string;
  legend: string;
  choices: Choice[];
  chosen: string;
  disabled?: boolean;
  onChoose: (id: string) => void;
}

/** Looks with their pictures; choosing the chosen one again leaves the choice to the writer. */
export function Looks({ name, legend, choices, chosen, disabled = false, onChoose }: Props) {
  if (choices.length === 0) return null;
  return (
    <fieldset class="themes" disabled={disabled}>
      <legend>{legend}</legend>
      <div>
        {choices.map((choice) => (
          <label key={choice.id} class={choice.id === chosen ? "chosen" : ""}>
            <input
              type="radio"
              name={name}
              value={choice.id}
              checked={choice.id === chosen}
              onClick={() => onChoose(choice.id === chosen ? "" : choice.id)}
            />
            <span class="sample">
              <Palette colours={choice.palette} />
              {choice.pictured && <Sample url={choice.pictured} />}
            </span>
            {choice.title}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** The themes as looks: the catalogue's, or the brands' own. */
export function ofThemes(themes: Theme[], brand: boolean): Choice[] {
  return themes.filter((theme) => theme.brand === brand).map((theme) => ({ ...theme, pictured: theme.preview_url }));
}

export function ofTemplates(templates: Template[]): Choice[] {
  return templates.map((template) => ({ ...template, pictured: template.preview_urls[0] ?? null }));
}

/** A sample slide; those of one's own are only shown to who may see them. */
export function Sample({ url, alt = "" }: { url: string; alt?: string }) {
  const [from, setFrom] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    let made: string | null = null;
    void picture(url).then((address) => {
      made = address.startsWith("blob:") ? address : null;
      if (gone) forget(made);
      else setFrom(address);
    });
    return () => {
      gone = true;
      forget(made);
    };
  }, [url]);
  return from ? <img src={from} alt={alt} loading="lazy" width={320} height={180} /> : null;
}

function forget(address: string | null): void {
  if (address) URL.revokeObjectURL(address);
}

/** What a look is made of, shown until its picture is there. */
function Palette({ colours }: { colours: string[] }) {
  const [ground, card, ink, , ...accents] = colours;
  return (
    <svg viewBox="0 0 64 36" aria-hidden="true">
      <rect width="64" height="36" fill={ground ?? "#fff"} />
      <rect x="5" y="6" width="28" height="4" fill={ink ?? "#000"} />
      <rect x="5" y="15" width="24" height="15" rx="1" fill={card ?? "#eee"} />
      {accents.slice(0, 4).map((accent, n) => (
        <rect key={accent} x={35 + 6 * n} y={28 - 5 * (n + 1)} width="4" height={2 + 5 * (n + 1)} fill={accent} />
      ))}
    </svg>
  );
}
