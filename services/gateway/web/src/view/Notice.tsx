import type { ComponentChildren } from "preact";

import type { Problem } from "../state/facts";

/** What the server says to programs, as people say it. */
const SAID: Record<string, string> = {
  rate_limited: "This server takes only so many requests of one account at a time. Nothing of yours is lost.",
};

interface Props {
  problem: Problem;
  /** What can be done about it. */
  children?: ComponentChildren;
  onClose?: () => void;
}

/** What went wrong, what is safe, what to do. */
export function Notice({ problem, children, onClose }: Props) {
  const fields = problem.errors ?? [];
  return (
    <div class="notice" role="alert">
      <p>
        <strong>{problem.title}.</strong> {fields.length === 0 && (SAID[problem.code] ?? problem.detail)}
      </p>
      {fields.length > 0 && (
        <ul>
          {fields.map((error) => (
            <li key={error.field}>
              <b>{error.field}</b> {error.message}
            </li>
          ))}
        </ul>
      )}
      {problem.hint && <p>{problem.hint}</p>}
      {(children || onClose) && (
        <div class="acts">
          {children}
          {onClose && (
            <button type="button" class="quiet" onClick={onClose}>
              Close
            </button>
          )}
        </div>
      )}
    </div>
  );
}
