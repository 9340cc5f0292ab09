import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import { api, ProblemError } from "../net/http";
import { busy, problem } from "../state/store";

export interface Attached {
  id: string;
  name: string;
}

interface Props {
  placeholder: string;
  /** Files can be sent along. */
  files: boolean;
  /** Why nothing can be said now; empty when something can. */
  blocked?: string;
  children?: ComponentChildren;
  /** Send; false keeps the text. */
  send: (content: string, files: Attached[]) => Promise<boolean>;
}

const KINDS = ".pdf,.docx,.pptx,.md,.txt,.csv,.tsv,.xlsx,.html";

/** Where people write. What was written stays until it was taken. */
export function Composer({ placeholder, files, blocked = "", children, send }: Props) {
  const [text, setText] = useState("");
  const [attached, setAttached] = useState<Attached[]>([]);
  const [loading, setLoading] = useState<string[]>([]);
  const box = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);

  async function add(list: FileList | File[]): Promise<void> {
    for (const file of Array.from(list)) {
      setLoading((names) => [...names, file.name]);
      try {
        const taken = await api.upload(file);
        setAttached((now) => [...now, { id: taken.id, name: taken.name }]);
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        problem.value = { ...error.problem, detail: `${file.name}: ${error.problem.detail}` };
      } finally {
        setLoading((names) => names.filter((name) => name !== file.name));
      }
    }
  }

  useEffect(() => {
    if (!files) return undefined;
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      document.body.classList.add("dropping");
    };
    const out = (event: DragEvent) => {
      if (event.relatedTarget === null) document.body.classList.remove("dropping");
    };
    const drop = (event: DragEvent) => {
      document.body.classList.remove("dropping");
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      void add(event.dataTransfer.files);
    };
    addEventListener("dragover", over);
    addEventListener("dragleave", out);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragover", over);
      removeEventListener("dragleave", out);
      removeEventListener("drop", drop);
    };
  }, [files]);

  const empty = !text.trim() && attached.length === 0;
  const closed = busy.value || blocked !== "" || loading.length > 0;

  async function submit(event?: Event): Promise<void> {
    event?.preventDefault();
    if (empty || closed) return;
    if (await send(text.trim(), attached)) {
      setText("");
      setAttached([]);
    }
    box.current?.focus();
  }

  function keyed(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    void submit(event);
  }

  return (
    <form class="composer" onSubmit={(event) => void submit(event)}>
      {children}
      {(attached.length > 0 || loading.length > 0) && (
        <ul class="files" aria-label="Files">
          {attached.map((file) => (
            <li key={file.id}>
              {file.name}
              <button
                type="button"
                class="quiet"
                aria-label={`Remove ${file.name}`}
                onClick={() => setAttached(attached.filter((other) => other.id !== file.id))}
              >
                ×
              </button>
            </li>
          ))}
          {loading.map((name) => (
            <li key={name}>{name}: sending…</li>
          ))}
        </ul>
      )}
      <textarea
        ref={box}
        aria-label="Message"
        rows={3}
        value={text}
        placeholder={placeholder}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={keyed}
      />
      <div class="row">
        {files && (
          <>
            <input
              ref={picker}
              type="file"
              multiple
              accept={KINDS}
              hidden
              onChange={(event) => {
                void add(event.currentTarget.files ?? []);
                event.currentTarget.value = "";
              }}
            />
            <button type="button" class="quiet" onClick={() => picker.current?.click()}>
              Add a document
            </button>
          </>
        )}
        <span class="hint">{blocked}</span>
        <button type="submit" class="primary" disabled={empty || closed}>
          Send
        </button>
      </div>
    </form>
  );
}
