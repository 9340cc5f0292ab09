import { effect } from "@preact/signals";
import { render } from "preact";

import { openDeck } from "./state/place";
import { close, open } from "./state/store";
import { App } from "./view/App";
import "./style/tokens.css";
import "./style/page.css";

effect(() => {
  const id = openDeck.value;
  if (id) queueMicrotask(() => open(id));
  else queueMicrotask(close);
});

const root = document.getElementById("page");
if (root) render(<App />, root);
