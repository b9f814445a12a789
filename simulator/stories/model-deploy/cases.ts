import type { Predict } from "../../aws/sagemaker/serving";

/** Features of the cases; what they mean does not matter. */
const FEATURES = ["obligation_ratio", "consumer_history", "loan_to_price", "appraised_value"];
const ROWS = 300;

/** Recorded cases, as Model Build's evaluation writes them: the same in each run, and good enough to be deployed. */
export function recordedCases(): string {
  const random = sequence(1990);
  const rows = Array.from({ length: ROWS }, () => {
    const values = FEATURES.map(() => Math.round(random() * 1000) / 1000);
    const [obligations = 0, history = 0, loan = 0] = values;
    const score = 1 / (1 + Math.exp(-(4 - 3 * obligations - 3 * history - 3 * loan)));
    const prediction = Math.round(score * 10_000) / 10_000;
    const label = random() < score ? 1 : 0;
    return [prediction, label, ...values].join(",");
  });
  return `${["prediction", "label", ...FEATURES].join(",")}\n${rows.join("\n")}\n`;
}

/**
 * A model that answers each case as recorded; like AWS's image for XGBoost, it takes missing values and refuses text and
 * columns too many.
 *
 * @param answer - What it makes of the recorded prediction. @default nothing
 */
export function answersAs(
  cases: string,
  answer: (recorded: number) => number = (recorded) => recorded,
): Predict {
  const [, ...lines] = cases.trim().split("\n");
  const recorded = new Map(
    lines.map((line) => {
      const [prediction = "", , ...values] = line.split(",");
      return [values.join(","), Number(prediction)];
    }),
  );
  return (rows) => {
    const cells = rows.map((row) => row.split(","));
    if (cells.some((row) => row.some((cell) => Number.isNaN(Number(cell))))) {
      return { refused: "Loading csv data failed with Exception, please ensure data is in csv format" };
    }
    if (cells.some((row) => row.length > FEATURES.length)) {
      return { refused: `Feature shape mismatch, expected: ${FEATURES.length}` };
    }
    return rows.map((row) => String(answer(recorded.get(row) ?? 0.5)));
  };
}

/** Numbers from 0 to 1 that look random: Park and Miller's generator. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
