import { useEffect, useState } from "preact/hooks";

import { api, type Template, type Theme } from "../net/http";
import { ended, newest } from "../state/deck";
import { attempt, current, deck, edit, revision } from "../state/store";
import { Looks, ofTemplates, ofThemes } from "./Themes";

/** Another look for the deck: nothing is written anew, every slide is drawn anew. */
export function Look() {
  const [themes, setThemes] = useState<Theme[]>([]);
  const [templates, setTemplates] = useState<Template[]>([]);
  useEffect(() => {
    void attempt(async () => {
      setThemes((await api.themes()).themes);
      setTemplates((await api.templates()).templates);
    });
  }, []);
  const last = deck.value ? newest(deck.value) : null;
  const open = current.value && last !== null && ended(last);
  const seen = revision.value;
  const worn = seen?.template ?? "";
  // A master brings colours and fonts of its own, so that a theme takes its place.
  const theme = (id: string) => {
    if (open && id) void edit({ theme: id, ...(worn ? { template: "" } : {}) });
  };
  const template = (id: string) => {
    if (open) void edit({ template: id });
  };
  const themed = worn ? "" : (seen?.outline?.theme ?? "");
  return (
    <div class="look">
      <p class="hint">
        {open ? "A look changes how the deck appears and nothing that it says; it costs nothing." : "Wait until the newest version is ready."}
      </p>
      <Looks name="template" legend="Your masters" choices={ofTemplates(templates)} chosen={worn} disabled={!open} onChoose={template} />
      <Looks name="brand" legend="Your brands" choices={ofThemes(themes, true)} chosen={themed} disabled={!open} onChoose={theme} />
      <Looks name="theme" legend="Themes" choices={ofThemes(themes, false)} chosen={themed} disabled={!open} onChoose={theme} />
    </div>
  );
}
