/** What the gateway sends: one event for each fact of a deck (see /api/v1/asyncapi.json), and what is in it. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface Degradation {
  slide_id?: string | null;
  stage: string;
  reason: string;
  detail: string;
}

export interface Problem {
  code: string;
  title: string;
  detail: string;
  hint?: string | null;
  status?: number;
  errors?: { field: string; message: string }[];
}

export interface Usage {
  prompt_tokens: number;
  completion_tokens: number;
  images: number;
  cost_usd: number;
  calls: number;
  estimated: boolean;
}

/** A slide as it was written; what stands in it beside these depends on its type. */
export interface SlideData {
  type: string;
  title: string;
  notes?: string;
  image?: { prompt: string; alt: string } | null;
  sources?: { name: string; section?: string; page?: number | null }[];
  [field: string]: unknown;
}

export interface Brief {
  id: string;
  number: number;
  type: string;
  title: string;
  message: string;
  points: string[];
  from_revision?: number | null;
  /** The picture of a source that the slide shows. */
  figure?: string | null;
  [field: string]: unknown;
}

export interface Outline {
  title: string;
  subtitle: string;
  language: string;
  theme: string;
  slides: Brief[];
}

export interface FileLink {
  url: string;
  bytes: number;
}

export interface Finding {
  rule: string;
  severity: "error" | "warning" | "info";
  slide_id?: string | null;
  detail: string;
}

interface Bodies {
  requested: {
    kind: "create" | "message" | "restore" | "fork" | "edit";
    content: string;
    base_revision: number | null;
    instruction: { content: string; slide_id: string | null } | null;
    sources: { name: string }[];
    options: { n_slides: number | null; review_outline: boolean };
  };
  outlined: { outline: Outline; reply: string; writer: string; usage: Usage; degradations: Degradation[]; options: { review_outline: boolean; template: string | null } };
  approved: { outline: Outline; edited: boolean };
  "slide.briefed": { brief: Brief };
  "slide.drafted": { number: number; slide: SlideData; writer: string; usage: Usage; degradations: Degradation[] };
  "slide.illustrated": { provider: string; alt: string; usage: Usage; degradations: Degradation[]; image: unknown };
  "slide.previewed": { stage: "text" | "full" | "repaired"; preview_url: string; width: number; height: number };
  ready: { slide_ids: string[] };
  rendered: {
    title: string;
    pptx: FileLink;
    pdf: FileLink | null;
    slide_count: number;
    quality: { findings: Finding[]; metrics: Record<string, number> };
    usage: Usage;
    timings_ms: Record<string, number>;
    degradations: Degradation[];
  };
  failed: { stage: string | null; problem: Problem };
  cancelled: { cancelled_by: string };
}

export type FactType = keyof Bodies;

interface Fact<T extends FactType> {
  seq: number;
  type: T;
  deck_id: string;
  revision: number;
  slide_id?: string;
  time: string;
  data: Bodies[T];
}

/** Any fact, told apart by its `type`. */
export type DeckEvent = { [T in FactType]: Fact<T> }[FactType];

/** A piece of the assistant's words while it types; may be lost. */
export interface DeckText {
  deck_id: string;
  revision: number;
  delta: string;
}
