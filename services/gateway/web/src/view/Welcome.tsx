import { useEffect, useState } from "preact/hooks";

import { api, ProblemError, type DeckLine, type DeckRequest, type Template, type Theme } from "../net/http";
import { mustSignIn } from "../net/session";
import { go } from "../state/place";
import { attempt, create, problem } from "../state/store";
import { Composer, type Attached } from "./Composer";
import { Notice } from "./Notice";
import { ThemePicker } from "./Themes";

const EXAMPLES = [
  {
    title: "A report with numbers",
    content: `# Harbour report 2025

## Calls

Ship calls grew by 25 % in two years, because two ferry lines moved here.

| Year | Ferries | Freight |
|---|---|---|
| 2023 | 410 | 220 |
| 2024 | 455 | 231 |
| 2025 | 512 | 240 |

## What we propose

1. Dredge the north basin before May
2. Renew the crane, which is forty years old
3. Add a third ferry berth by 2027

## Risks

- The dredging permit may come late
- Steel prices rose by 12 % in a year
`,
  },
  {
    title: "A lesson",
    content: `# How a vaccine works

## The idea

A vaccine shows the immune system what a germ looks like without the illness.

## From the jab to protection

1. Recognise: cells take up the harmless piece and show it around
2. Answer: the body makes antibodies that fit it
3. Remember: memory cells stay for years
4. Protect: the real germ is met within hours

## In numbers

Measles vaccination prevented an estimated 57 million deaths between 2000 and 2022.
`,
  },
  { title: "A pitch, from a single line", content: "Pitch a repair café network to a city council, 8 slides" },
];

/** The first page: say what the deck is about, or go on with one that is there. */
export function Welcome() {
  const [count, setCount] = useState("");
  const [theme, setTheme] = useState("");
  const [template, setTemplate] = useState("");
  const [language, setLanguage] = useState("");
  const [review, setReview] = useState(false);
  const [themes, setThemes] = useState<Theme[]>([]);
  const [templates, setTemplates] = useState<Template[]>([]);
  const [offline, setOffline] = useState(false);

  useEffect(() => {
    void attempt(async () => {
      const [looks, models] = await Promise.all([api.themes(), api.models()]);
      setThemes(looks.themes);
      setOffline(models.offline);
      setTemplates((await api.templates()).templates);
    });
  }, [mustSignIn.value]);

  function request(content: string, files: Attached[]): DeckRequest {
    return {
      content,
      export_as: ["pptx", "pdf"],
      ...(files.length ? { files: files.map((file) => file.id) } : {}),
      ...(count ? { n_slides: Number(count) } : {}),
      ...(theme ? { theme } : {}),
      ...(template ? { template } : {}),
      ...(language.trim() ? { language: language.trim() } : {}),
      ...(review ? { review_outline: true } : {}),
    };
  }

  async function send(content: string, files: Attached[]): Promise<boolean> {
    const id = await create(request(content, files));
    if (id) go(id);
    return id !== null;
  }

  return (
    <main class="welcome">
      <h1>What should the deck be about?</h1>
      <p class="lead">
        Write a line, paste a text or drop a document. You get an editable PowerPoint file with native charts and tables.
      </p>
      {offline && (
        <p class="note">
          No language model is set up here: documents and texts become decks in their own words, and a bare topic becomes a
          skeleton. Set <code>OPENROUTER_API_KEY</code>, or <code>LLM_BASE_URL</code> for a server of your own, for more.
        </p>
      )}
      {problem.value && <Notice problem={problem.value} onClose={() => (problem.value = null)} />}
      <Composer placeholder="A topic, a text, or what to make of a document" files send={send} />
      <details class="options">
        <summary>Options</summary>
        <div class="fields">
          <label>
            Slides
            <input
              type="number"
              min={1}
              max={50}
              placeholder="as needed"
              value={count}
              onInput={(event) => setCount(event.currentTarget.value)}
            />
          </label>
          <label>
            Language
            <input
              type="text"
              placeholder="as written"
              value={language}
              onInput={(event) => setLanguage(event.currentTarget.value)}
            />
          </label>
          <label>
            Master
            <select value={template} onChange={(event) => setTemplate(event.currentTarget.value)}>
              <option value="">none</option>
              {templates.map((master) => (
                <option key={master.id} value={master.id}>
                  {master.title}
                </option>
              ))}
            </select>
          </label>
          <label class="check">
            <input type="checkbox" checked={review} onChange={(event) => setReview(event.currentTarget.checked)} />
            Show me the outline first
          </label>
          <label class="file">
            Add a master (.pptx)
            <input
              type="file"
              accept=".pptx"
              onChange={(event) => {
                const file = event.currentTarget.files?.[0];
                if (!file) return;
                void attempt(async () => {
                  const made = await api.uploadTemplate(file);
                  setTemplates((now) => [made, ...now]);
                  setTemplate(made.id);
                });
              }}
            />
          </label>
        </div>
        <ThemePicker themes={themes} chosen={theme} onChoose={setTheme} />
      </details>
      <section aria-label="Examples" class="examples">
        <h2>Or try one of these</h2>
        <ul>
          {EXAMPLES.map((example) => (
            <li key={example.title}>
              <button type="button" onClick={() => void send(example.content, [])}>
                {example.title}
              </button>
            </li>
          ))}
        </ul>
      </section>
      <Decks />
    </main>
  );
}

const STATUS: Record<string, string> = {
  queued: "waiting",
  outlining: "being planned",
  awaiting_approval: "outline waits for you",
  drafting: "being written",
  rendering: "being built",
  rendered: "ready",
  failed: "failed",
  cancelled: "stopped",
};

function Decks() {
  const [decks, setDecks] = useState<DeckLine[]>([]);
  const [cursor, setCursor] = useState<string | null>(null);

  async function more(from: string | null): Promise<void> {
    try {
      const page = await api.decks(from);
      setDecks((now) => (from ? [...now, ...page.decks] : page.decks));
      setCursor(page.next_cursor);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (error.problem.code === "unauthenticated") mustSignIn.value = true;
      else problem.value = error.problem;
    }
  }

  useEffect(() => {
    void more(null);
  }, [mustSignIn.value]);

  if (decks.length === 0) return null;
  return (
    <section aria-label="Your decks">
      <h2>Your decks</h2>
      <ul class="decks">
        {decks.map((line) => (
          <li key={line.id}>
            <a
              href={`/d/${line.id}`}
              onClick={(event) => {
                event.preventDefault();
                go(line.id);
              }}
            >
              {line.preview_url ? <img src={line.preview_url} alt="" loading="lazy" /> : <span class="blank" />}
              <b>{line.title || "Untitled"}</b>
              <small>{STATUS[line.status] ?? line.status}</small>
            </a>
          </li>
        ))}
      </ul>
      {cursor && (
        <button type="button" onClick={() => void more(cursor)}>
          Show more
        </button>
      )}
    </section>
  );
}
