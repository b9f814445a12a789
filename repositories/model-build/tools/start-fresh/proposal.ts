import type { Problem } from "../../../shared/metrics";
import { EXIT, Failure } from "../../../shared/failure";
import type { Survey } from "./survey";

/** More different whole numbers than these are no classes. */
const MOST_CLASSES = 20;

/** Names of columns that tell one row from another. */
const KEY = /(^|_)(id|key|uuid|number|no)$/i;

type Feature = string | { readonly name: string; readonly kind: "category" | "date" };

/** Content of steps/columns.json. */
export interface ColumnsDocument {
  readonly label: string | { readonly name: string; readonly classes: readonly string[] };
  readonly features: readonly Feature[];
  readonly identity?: readonly string[];
}

/** What a file is taken for. */
export interface Proposal {
  readonly problem: Problem;
  readonly columns: ColumnsDocument;
  /** What a person should look at. */
  readonly remarks: readonly string[];
}

/**
 * Proposes the columns of a file.
 *
 * @param problem - Kind of problem. @default two values of the label: binary; text, or few whole numbers: multiclass;
 *   otherwise regression
 * @throws Failure if the label is no column, or does not fit the problem.
 */
export function propose(
  survey: ReadonlyMap<string, Survey>,
  label: string,
  problem: Problem = problemOf(labelIn(survey, label)),
): Proposal {
  const found = labelIn(survey, label);
  const others = [...survey].filter(([name]) => name !== label);
  const keys = others.filter(([name, column]) => isKey(name, column)).map(([name]) => name);
  const features = others
    .filter(([name]) => !keys.includes(name))
    .map(([name, { kind }]): Feature => (kind === "number" ? name : { name, kind }));
  return {
    problem,
    columns: {
      label: problem === "regression" ? numeric(label, found) : labelled(label, problem, found),
      features,
      ...(keys.length > 0 && { identity: keys }),
    },
    remarks: [
      keys.length > 0
        ? `identity: ${keys.join(", ")}; every row has another value, so it tells rows apart and is no feature`
        : "identity is left out: rows are told apart by their features; name what tells one row from another, if there is such a column",
      "protected is left out: name what the model must not see but has to be fair to, and groups in bias of config.yaml",
    ],
  };
}

function labelIn(survey: ReadonlyMap<string, Survey>, label: string): Survey {
  const found = survey.get(label);
  if (found === undefined) {
    throw new Failure(
      `there is no column ${label}; the file has ${[...survey.keys()].join(", ")}`,
      EXIT.usage,
    );
  }
  return found;
}

function problemOf({ kind, values }: Survey): Problem {
  if (values?.length === 2) {
    return "binary";
  }
  const few =
    values !== undefined && values.length <= MOST_CLASSES && values.every((value) => /^-?\d+$/.test(value));
  return kind === "category" || few ? "multiclass" : "regression";
}

function isKey(name: string, { unique, kind, values }: Survey): boolean {
  const named = KEY.test(name);
  // Texts that are all different tell nothing but who it is.
  return unique && (named || (kind === "category" && (values?.length ?? Infinity) > MOST_CLASSES));
}

function numeric(label: string, { kind }: Survey): string {
  if (kind !== "number") {
    throw new Failure(
      `a regression needs numbers, and ${label} holds others; is it a classification?`,
      EXIT.usage,
    );
  }
  return label;
}

function labelled(label: string, problem: Problem, { values }: Survey): ColumnsDocument["label"] {
  if (values === undefined || values.length < 2 || (problem === "binary" && values.length !== 2)) {
    const count = values === undefined ? "more than 1,000" : String(values.length);
    const needed = problem === "binary" ? "2" : "2 or more";
    throw new Failure(`${label} has ${count} different values, ${problem} needs ${needed}`, EXIT.usage);
  }
  return values.join() === "0,1" ? label : { name: label, classes: values };
}
