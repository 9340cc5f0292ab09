import { useEffect, useState } from "preact/hooks";

import { api, type Theme } from "../net/http";
import { ended, newest } from "../state/deck";
import { attempt, current, deck, edit, revision } from "../state/store";
import { Looks, ofThemes } from "./Themes";

/** Another theme for the deck: nothing is written anew, every slide is drawn anew. */
export function Look() {
  const [themes, setThemes] = useState<Theme[]>([]);
  useEffect(() => {
    void attempt(async () => setThemes((await api.themes()).themes));
  }, []);
  const last = deck.value ? newest(deck.value) : null;
  const open = current.value && last !== null && ended(last);
  const choose = (theme: string) => {
    if (open && theme) void edit({ theme });
  };
  return (
    <div class="look">
      <p class="hint">
        {open ? "A theme changes how the deck looks and nothing that it says; it costs nothing." : "Wait until the newest version is ready."}
      </p>
      <Looks name="theme" legend="Themes" choices={ofThemes(themes, false)} chosen={revision.value?.outline?.theme ?? ""} disabled={!open} onChoose={choose} />
    </div>
  );
}
