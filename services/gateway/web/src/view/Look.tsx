import { useEffect, useState } from "preact/hooks";

import { api, type Theme } from "../net/http";
import { ended, newest } from "../state/deck";
import { attempt, current, deck, edit, revision } from "../state/store";
import { ThemePicker } from "./Themes";

/** Another theme for the deck: nothing is written anew, every slide is drawn anew. */
export function Look() {
  const [themes, setThemes] = useState<Theme[]>([]);
  useEffect(() => {
    void attempt(async () => setThemes((await api.themes()).themes));
  }, []);
  const last = deck.value ? newest(deck.value) : null;
  const open = current.value && last !== null && ended(last);
  return (
    <div class="look">
      <p class="hint">{open ? "A theme changes how the deck looks and nothing that it says." : "Wait until the deck is ready."}</p>
      <ThemePicker
        themes={themes}
        chosen={revision.value?.outline?.theme ?? ""}
        onChoose={(theme) => open && theme && void edit({ theme })}
      />
    </div>
  );
}
