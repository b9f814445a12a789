import type { Feature } from "./case-form";
import { cellsOf, csvLine } from "./cases";
import { judged, type Check } from "./check";
import type { Answer, Failure } from "./invoke";
import type { MalformedSettings, Requirement } from "./settings";

/** A request that no caller should send, made from a good row. */
export interface MalformedRequest {
  readonly name: string;
  /** Rows of the request; none: a request without content. */
  readonly rows: readonly string[];
  readonly requirement: Requirement;
}

/** What each requirement is called in the report. */
const THRESHOLD = { refused: "4xx of the model", unanswered: "no number", reported: "-" } as const;

/**
 * A category takes any text, so that text is no mistake in a model of categories alone.
 *
 * What AWS's image for XGBoost does, by its source (algorithm_mode/serve.py and serve_utils.py) and by XGBoost 3.2 itself:
 * text ends with 415, a column too many with 400. A column too few is a missing value to it: it answers. A request
 * without content gets 204. Other images may be stricter, so a model file may ask for more.
 */
export function malformedRequests(
  row: string,
  features: readonly Feature[],
  settings: MalformedSettings,
): MalformedRequest[] {
  const cells = cellsOf(row);
  const { text, extraColumn, missingColumn, empty } = settings;
  const wrong = cells.map((cell, index) => (features[index]?.kind === "category" ? cell : "text"));
  const noDay = cells.map((cell, index) => (features[index]?.kind === "date" ? "2026-02-30" : cell));
  return [
    ...(features.every(({ kind }) => kind === "category")
      ? []
      : [{ name: "text in place of numbers", rows: [csvLine(wrong)], requirement: text }]),
    ...(features.some(({ kind }) => kind === "date")
      ? [{ name: "a day that does not exist", rows: [csvLine(noDay)], requirement: text }]
      : []),
    { name: "a column too many", rows: [`${row},0`], requirement: extraColumn },
    // Of a model with one feature nothing would be left: that is the request without content.
    ...(cells.length > 1
      ? [{ name: "a column too few", rows: [csvLine(cells.slice(0, -1))], requirement: missingColumn }]
      : []),
    { name: "no content", rows: [], requirement: empty },
  ];
}

/** How a malformed request was taken. An error of the server, or no answer at all, is never right. */
export function malformedCheck({ name, requirement }: MalformedRequest, answer: Answer | Failure): Check {
  const outcome = outcomeOf(answer);
  const check = {
    test: "contract",
    name: `request with ${name}`,
    figure: answer.ok
      ? "answered with a number"
      : answer.empty === true
        ? "answered without content"
        : answer.kind,
    threshold: THRESHOLD[requirement],
  } as const;
  if (requirement === "reported" && outcome !== "failed") {
    return { ...check, outcome: "reported" };
  }
  const passed = outcome === "refused" || (requirement === "unanswered" && outcome === "unanswered");
  const reason = answer.ok
    ? "a caller who makes this mistake would take the number for a prediction"
    : `a caller who makes this mistake does not learn it: ${answer.message}`;
  return judged(passed, check, reason);
}

function outcomeOf(answer: Answer | Failure): "answered" | "refused" | "unanswered" | "failed" {
  if (answer.ok) {
    return "answered";
  }
  if (answer.kind === "refused by the model (4xx)") {
    return "refused";
  }
  return answer.empty === true || answer.kind === "refused by SageMaker (4xx)" ? "unanswered" : "failed";
}
