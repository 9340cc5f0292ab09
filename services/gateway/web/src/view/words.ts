import type { Revision } from "../state/deck";

/** What a revision cost, in plain words. */
export function cost(revision: Revision): string {
  const usage = revision.usage;
  if (!usage || (usage.calls === 0 && usage.images === 0)) return "no cost";
  const usd = usage.cost_usd;
  const said = usd === 0 ? "cost unknown" : usd < 0.01 ? "under 1 cent" : `$${usd.toFixed(2)}`;
  return usage.estimated && usd > 0 ? `about ${said}` : said;
}

/** A duration as people say it. */
export function seconds(ms: number): string {
  return ms < 950 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(ms < 9950 ? 1 : 0)} s`;
}

/** A size as people say it. */
export function size(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** A number of things. */
export function many(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}
