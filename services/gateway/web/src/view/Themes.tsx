import type { Theme } from "../net/http";

interface Props {
  themes: Theme[];
  chosen: string;
  onChoose: (id: string) => void;
}

/** Themes with their pictures; choosing the chosen one again leaves the choice to the writer. */
export function ThemePicker({ themes, chosen, onChoose }: Props) {
  return (
    <fieldset class="themes">
      <legend>Theme</legend>
      <div>
        {themes.map((theme) => (
          <label key={theme.id} class={theme.id === chosen ? "chosen" : ""}>
            <input
              type="radio"
              name="theme"
              value={theme.id}
              checked={theme.id === chosen}
              onClick={() => onChoose(theme.id === chosen ? "" : theme.id)}
            />
            <Picture theme={theme} />
            {theme.title}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Picture({ theme }: { theme: Theme }) {
  if (theme.preview_url) return <img src={theme.preview_url} alt="" loading="lazy" width={320} height={180} />;
  const [ground, card, ink, , ...accents] = theme.palette;
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
