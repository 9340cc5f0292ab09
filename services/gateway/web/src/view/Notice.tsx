import type { Problem } from "../state/facts";

/** What went wrong, what is safe, what to do. */
export function Notice({ problem, onClose }: { problem: Problem; onClose?: () => void }) {
  const fields = problem.errors ?? [];
  return (
    <div class="notice" role="alert">
      <p>
        <strong>{problem.title}.</strong> {fields.length === 0 && problem.detail}
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
      {onClose && (
        <button type="button" class="quiet" onClick={onClose}>
          Close
        </button>
      )}
    </div>
  );
}
