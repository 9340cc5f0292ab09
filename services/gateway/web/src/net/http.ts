/** Calls of the gateway's HTTP interface; every failure is a Problem with words for people. */

import type { Outline, Problem, SlideData } from "../state/facts";
import { refused, token } from "./session";

const API = "/api/v1";

export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

export interface Theme {
  id: string;
  title: string;
  palette: string[];
  preview_url: string;
  preview_urls: string[];
  brand: boolean;
}

export interface Template {
  id: string;
  title: string;
  palette: string[];
  preview_urls: string[];
  report: { subject: string; outcome: string; detail: string }[];
}

export interface DeckLine {
  id: string;
  revision: number;
  status: string;
  title: string;
  preview_url: string | null;
  updated_at: string | null;
}

export interface DeckRequest {
  content: string;
  files?: string[];
  n_slides?: number;
  theme?: string;
  template?: string;
  language?: string;
  tone?: string;
  verbosity?: string;
  image_type?: string;
  review_outline?: boolean;
  export_as: string[];
}

export interface Edit {
  title?: string;
  theme?: string;
  /** The id of a master; an empty one takes the master away. */
  template?: string;
  slides?: { slide_id: string; slide: SlideData }[];
  order?: string[];
  base_revision: number;
}

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = {};
  const held = token();
  if (held) headers["Authorization"] = `Bearer ${held}`;
  let sent: BodyInit | null = null;
  if (body instanceof FormData) sent = body;
  else if (body !== undefined) {
    headers["Content-Type"] = "application/json";
    sent = JSON.stringify(body);
  }
  let answer: Response;
  try {
    answer = await fetch(API + path, { method, headers, body: sent });
  } catch {
    throw new ProblemError({
      code: "offline",
      title: "No connection",
      detail: "The server cannot be reached.",
      hint: "Nothing is lost; try again in a moment.",
    });
  }
  if (answer.ok) return (answer.status === 204 ? undefined : await answer.json()) as T;
  const problem = await problemOf(answer);
  if (problem.code === "unauthenticated") refused(problem.detail);
  throw new ProblemError(problem);
}

/** Return a picture that only shows itself to who may see it, as an address for an image. */
export async function picture(url: string): Promise<string> {
  const held = token();
  if (!held) return url;
  const answer = await fetch(url, { headers: { Authorization: `Bearer ${held}` } });
  return answer.ok ? URL.createObjectURL(await answer.blob()) : url;
}

async function problemOf(answer: Response): Promise<Problem> {
  try {
    return (await answer.json()) as Problem;
  } catch {
    return { code: "internal", title: "An unexpected answer", detail: `The server answered ${answer.status}.` };
  }
}

interface Asked {
  id: string;
  revision: number;
  seq: number;
}

export const api = {
  create: (request: DeckRequest) => call<Asked>("POST", "/decks", request),
  say: (id: string, content: string, baseRevision: number, slideId: string | null) =>
    call<Asked>("POST", `/decks/${id}/messages`, {
      content,
      base_revision: baseRevision,
      ...(slideId ? { slide_id: slideId } : {}),
    }),
  edit: (id: string, edit: Edit) => call<Asked>("PATCH", `/decks/${id}`, edit),
  restore: (id: string, revision: number, baseRevision: number) =>
    call<Asked>("POST", `/decks/${id}/restore`, { revision, base_revision: baseRevision }),
  fork: (id: string, revision: number) => call<Asked>("POST", `/decks/${id}/fork`, { revision }),
  retry: (id: string, baseRevision: number) =>
    call<Asked>("POST", `/decks/${id}/retry`, { base_revision: baseRevision }),
  cancel: (id: string) => call<Asked>("POST", `/decks/${id}/cancel`),
  approve: (id: string, outline: Outline, revision: number) =>
    call<Asked>("PUT", `/decks/${id}/outline`, { outline, revision }),
  erase: (id: string) => call<void>("DELETE", `/decks/${id}`),
  decks: (cursor: string | null) =>
    call<{ decks: DeckLine[]; next_cursor: string | null }>(
      "GET",
      `/decks?limit=24${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`,
    ),
  themes: () => call<{ themes: Theme[] }>("GET", "/themes"),
  templates: () => call<{ templates: Template[] }>("GET", "/templates"),
  models: () => call<{ models: { id: string }[]; offline: boolean }>("GET", "/models"),
  upload: (file: File) => {
    const form = new FormData();
    form.append("file", file);
    return call<{ id: string; name: string; bytes: number }>("POST", "/uploads", form);
  },
  uploadTemplate: (file: File) => {
    const form = new FormData();
    form.append("file", file);
    return call<Template>("POST", "/templates", form);
  },
};
