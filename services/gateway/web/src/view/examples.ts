/** What people can try on their first visit: each shows another way to ask, in another look. */
export interface Example {
  title: string;
  says: string;
  content: string;
  theme: string;
  /** The sample slide of the theme that stands for it. */
  sample: number;
}

export const EXAMPLES: Example[] = [
  {
    title: "A report with numbers",
    says: "A text with a table becomes charts that stay editable.",
    theme: "ocean",
    sample: 2,
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
    says: "Notes become steps, one big number and something to remember.",
    theme: "sage",
    sample: 3,
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
  {
    title: "A pitch, from a single line",
    says: "One sentence is enough where a language model is set up.",
    theme: "coral",
    sample: 1,
    content: "Pitch a repair café network to a city council, 8 slides",
  },
];
