import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";

import { keepDraft } from "../state/kept";
import { attach, attached, detach, sending } from "../state/material";
import { openDeck } from "../state/place";
import { busy, draft } from "../state/store";
import { size } from "./words";

interface Props {
  placeholder: string;
  /** Files can be sent along. */
  files: boolean;
  /** Why nothing can be said now; empty when something can. */
  blocked?: string;
  children?: ComponentChildren;
  /** Send; false keeps the text. */
  send: (content: string) => Promise<boolean>;
}

const KINDS = ".pdf,.docx,.pptx,.md,.txt,.csv,.tsv,.xlsx,.html,.htm,.png,.jpg,.jpeg,.webp";

/** Put words into the message box and go there. */
export function suggest(text: string): void {
  write(text);
  document.querySelector<HTMLTextAreaElement>(".composer textarea")?.focus();
}

function write(text: string): void {
  draft.value = text;
  keepDraft(openDeck.value, text);
}

/** Where people write. What was written stays until it was taken, also when the page is closed. */
export function Composer({ placeholder, files, blocked = "", children, send }: Props) {
  const box = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const given = files ? attached.value : [];
  const coming = files ? sending.value : [];
  const empty = !draft.value.trim() && given.length === 0;
  const closed = busy.value || blocked !== "" || coming.length > 0;

  async function submit(event?: Event): Promise<void> {
    event?.preventDefault();
    if (empty || closed) return;
    const [place, text] = [openDeck.value, draft.value];
    if (await send(text.trim())) {
      keepDraft(place, "");
      // What was written meanwhile, or stands in the box of the deck that came up, stays.
      if (openDeck.value === place && draft.value === text) draft.value = "";
      if (files) attached.value = [];
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
      {given.length + coming.length > 0 && (
        <ul class="files" aria-label="Files">
          {given.map((file) => (
            <li key={file.id}>
              {file.name} <small>{size(file.bytes)}</small>
              <button type="button" class="quiet" aria-label={`Remove ${file.name}`} onClick={() => detach(file.id)}>
                ×
              </button>
            </li>
          ))}
          {coming.map((name) => (
            <li key={name}>{name}: sending…</li>
          ))}
        </ul>
      )}
      <textarea
        ref={box}
        aria-label="Message"
        rows={files ? 3 : 2}
        value={draft.value}
        placeholder={placeholder}
        onInput={(event) => write(event.currentTarget.value)}
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
                void attach(event.currentTarget.files ?? []);
                event.currentTarget.value = "";
              }}
            />
            <button type="button" class="quiet" onClick={() => picker.current?.click()}>
              Add a document
            </button>
            <span class="hint">or drop one anywhere</span>
          </>
        )}
        <span class="hint end">{blocked}</span>
        <button type="submit" class="primary" disabled={empty || closed}>
          Send
        </button>
      </div>
    </form>
  );
}
