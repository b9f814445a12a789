/** What a monitoring run finds, as step Publish counts it: violations by monitor. */
export interface Judgement {
  readonly violations: Readonly<Record<string, number>>;
  /** What was looked at. */
  readonly about: string;
  /** How the judgement was made, for people. */
  readonly made: string;
}

const ASSUMED =
  "assumed: to judge for real takes a trained model and Python; the tests of repositories/model-build/tests/monitoring do it";

/**
 * Judgement of a day of requests like those that the model was trained on, or of one in which a feature has moved. The seeded
 * repository's own tests have step Judge find both; here the finding is given, so that the rehearsal needs no Python.
 */
export function judgementOf(capture: "clean" | "drifted"): Judgement {
  const quiet = { capture: 0, dataQuality: 0, drift: 0, modelQuality: 0, bias: 0, explainability: 0 };
  return capture === "clean"
    ? { violations: quiet, about: "a day like the training data", made: ASSUMED }
    : { violations: { ...quiet, drift: 1 }, about: "a day on which the loan amounts moved", made: ASSUMED };
}
