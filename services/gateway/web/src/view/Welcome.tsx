import { useEffect, useState } from "preact/hooks";

import { api, type DeckRequest, type Template, type Theme } from "../net/http";
import { attached } from "../state/material";
import { go } from "../state/place";
import { attempt, busy, create, offline, problem } from "../state/store";
import { Composer } from "./Composer";
import { Decks } from "./Decks";
import { EXAMPLES, type Example } from "./examples";
import { Notice } from "./Notice";
import { Looks, ofTemplates, ofThemes } from "./Themes";

interface Wishes {
  slides: string;
  language: string;
  theme: string;
  template: string;
  tone: string;
  amount: string;
  pictures: string;
  review: boolean;
}

const NONE: Wishes = { slides: "", language: "", theme: "", template: "", tone: "", amount: "", pictures: "", review: false };

const TONES = { casual: "casual", professional: "professional", funny: "funny", educational: "for learners", sales_pitch: "to sell" };
const AMOUNTS = { concise: "little text", standard: "some text", "text-heavy": "much text, to be read" };
const PICTURES = { "ai-generated": "generated", stock: "photographs", artwork: "drawn shapes", none: "none" };

function asked(content: string, wishes: Wishes): DeckRequest {
  const language = wishes.language.trim();
  return {
    content,
    export_as: ["pptx", "pdf"],
    ...(attached.value.length ? { files: attached.value.map((file) => file.id) } : {}),
    ...(wishes.slides ? { n_slides: Number(wishes.slides) } : {}),
    ...(wishes.theme ? { theme: wishes.theme } : {}),
    ...(wishes.template ? { template: wishes.template } : {}),
    ...(language ? { language } : {}),
    ...(wishes.tone ? { tone: wishes.tone } : {}),
    ...(wishes.amount ? { verbosity: wishes.amount } : {}),
    ...(wishes.pictures ? { image_type: wishes.pictures } : {}),
    ...(wishes.review ? { review_outline: true } : {}),
  };
}

/** The first page: say what the deck is about, or go on with one that is there. */
export function Welcome() {
  const [wishes, setWishes] = useState(NONE);

  async function begin(request: DeckRequest): Promise<boolean> {
    const id = await create(request);
    if (id) go(id);
    return id !== null;
  }

  return (
    <main class="welcome">
      <h1>What should the deck be about?</h1>
      <p class="lead">
        Write a line, paste a text or drop a document. You get an editable PowerPoint file with native charts and tables.
      </p>
      {problem.value && <Notice problem={problem.value} onClose={() => (problem.value = null)} />}
      <Composer
        placeholder="A topic, a text, or what to make of a document"
        files
        send={(content) => begin(asked(content, wishes))}
      />
      {offline.value && <Offline />}
      <Options wishes={wishes} onChange={setWishes} />
      {/* What comes in above would push them down. */}
      {offline.value !== null && (
        <section aria-label="Examples" class="examples">
          <h2>Or try one of these</h2>
          <ul>
            {EXAMPLES.map((example) => (
              <li key={example.title}>
                <Try example={example} onTry={() => void begin({ ...asked(example.content, { ...NONE, theme: example.theme }) })} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <Decks />
    </main>
  );
}

function Try({ example, onTry }: { example: Example; onTry: () => void }) {
  return (
    <button type="button" class="example" disabled={busy.value} onClick={onTry}>
      <img
        src={`/api/v1/themes/${example.theme}/slides/${example.sample}.png`}
        alt=""
        width={320}
        height={180}
      />
      <b>{example.title}</b>
      <small>{example.says}</small>
    </button>
  );
}

/** No model is set up: what works all the same, and what to set. */
function Offline() {
  return (
    <p class="note">
      <strong>No language model is set up here.</strong> Documents and texts become decks in their own words, with their numbers
      and tables; a bare topic becomes a skeleton. Set <code>OPENROUTER_API_KEY</code>, or <code>LLM_BASE_URL</code> for a server
      of your own, and start again for more.
    </p>
  );
}

function Options({ wishes, onChange }: { wishes: Wishes; onChange: (wishes: Wishes) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <details class="options" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Options</summary>
      <div class="fields">
        <label>
          Slides
          <input
            type="number"
            min={1}
            max={50}
            placeholder="as needed"
            value={wishes.slides}
            onInput={(event) => onChange({ ...wishes, slides: event.currentTarget.value })}
          />
        </label>
        <label>
          Language
          <input
            type="text"
            placeholder="as written"
            value={wishes.language}
            onInput={(event) => onChange({ ...wishes, language: event.currentTarget.value })}
          />
        </label>
        <Choice name="Tone" of={TONES} value={wishes.tone} onChange={(tone) => onChange({ ...wishes, tone })} />
        <Choice name="Text" of={AMOUNTS} value={wishes.amount} onChange={(amount) => onChange({ ...wishes, amount })} />
        <Choice name="Pictures" of={PICTURES} value={wishes.pictures} onChange={(pictures) => onChange({ ...wishes, pictures })} />
        <label class="check">
          <input
            type="checkbox"
            checked={wishes.review}
            onChange={(event) => onChange({ ...wishes, review: event.currentTarget.checked })}
          />
          Show me the outline first
        </label>
      </div>
      {/* Nothing is loaded for options that nobody looks at. */}
      {open && <LookOptions wishes={wishes} onChange={onChange} />}
    </details>
  );
}

interface ChoiceProps {
  name: string;
  of: Record<string, string>;
  value: string;
  onChange: (value: string) => void;
}

function Choice({ name, of, value, onChange }: ChoiceProps) {
  return (
    <label>
      {name}
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">as it fits</option>
        {Object.entries(of).map(([id, words]) => (
          <option key={id} value={id}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

function LookOptions({ wishes, onChange }: { wishes: Wishes; onChange: (wishes: Wishes) => void }) {
  const [themes, setThemes] = useState<Theme[]>([]);
  const [templates, setTemplates] = useState<Template[]>([]);
  useEffect(() => {
    void attempt(async () => {
      setThemes((await api.themes()).themes);
      setTemplates((await api.templates()).templates);
    });
  }, []);
  // A master brings colours and fonts of its own.
  const theme = (id: string) => onChange({ ...wishes, theme: id, template: "" });
  const template = (id: string) => onChange({ ...wishes, template: id, theme: "" });
  return (
    <>
      <Looks name="brand" legend="Your brands" choices={ofThemes(themes, true)} chosen={wishes.theme} onChoose={theme} />
      <Looks name="template" legend="Your masters" choices={ofTemplates(templates)} chosen={wishes.template} onChoose={template} />
      <label class="file">
        Add a master of your own (.pptx)
        <input
          type="file"
          accept=".pptx,.potx"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (!file) return;
            void attempt(async () => {
              const made = await api.uploadTemplate(file);
              setTemplates((now) => [made, ...now]);
              template(made.id);
            });
          }}
        />
      </label>
      <Looks name="theme" legend="Themes" choices={ofThemes(themes, false)} chosen={wishes.theme} onChoose={theme} />
    </>
  );
}
