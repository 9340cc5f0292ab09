/** Documents that go into the next deck: chosen, or dropped anywhere on the page. */

import { signal } from "@preact/signals";

import { api, ProblemError } from "../net/http";
import { problem } from "./store";

export interface Attached {
  id: string;
  name: string;
  bytes: number;
}

export const attached = signal<Attached[]>([]);
/** Names of the files that are on their way. */
export const sending = signal<string[]>([]);

/** Send documents to the server; one that is refused is said and leaves the others alone. */
export async function attach(files: Iterable<File>): Promise<void> {
  for (const file of Array.from(files)) {
    sending.value = [...sending.value, file.name];
    try {
      const { id, name, bytes } = await api.upload(file);
      attached.value = [...attached.value, { id, name, bytes }];
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (error.problem.code !== "unauthenticated") problem.value = { ...error.problem, detail: `${file.name}: ${error.problem.detail}` };
    } finally {
      const at = sending.value.indexOf(file.name);
      sending.value = sending.value.filter((_, n) => n !== at);
    }
  }
}

/** Take a document away again. */
export function detach(id: string): void {
  attached.value = attached.value.filter((file) => file.id !== id);
}
