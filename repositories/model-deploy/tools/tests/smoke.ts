import { judged, type Check } from "./check";
import type { Answer, Failure } from "./invoke";

const CSV = /^text\/csv\s*(;|$)/i;

/** Whether a single case is answered at all, and in the form that callers expect. */
export function smokeChecks(answer: Answer | Failure): Check[] {
  const answered = {
    test: "smoke",
    name: "one case",
    figure: answer.ok ? "one number" : answer.kind,
    threshold: "one number",
  } as const;
  if (!answer.ok) {
    return [judged(false, answered, answer.message)];
  }
  return [
    judged(true, answered, ""),
    judged(
      CSV.test(answer.contentType),
      {
        test: "smoke",
        name: "content type",
        figure: answer.contentType === "" ? "none" : answer.contentType,
        threshold: "text/csv",
      },
      "callers that ask for text/csv get something else",
    ),
  ];
}
