/** Names of the steps of the monitoring pipeline. */
export const MONITORING_STEP = {
  collect: "Collect",
  judge: "Judge",
  publish: "Publish",
  /** Of the engine sagemaker: each stands in the branch of a condition. */
  labelled: "Labelled",
  unlabelled: "Unlabelled",
  nothing: "Nothing",
} as const;

/** Steps of the engine sagemaker by what they check; a name with the branch's is a step of that branch. */
export const CHECK_STEP = {
  createModel: "CreateModel",
  dataQuality: "DataQuality",
  modelQuality: "ModelQuality",
  bias: "ModelBias",
  explainability: "Explainability",
} as const;

/** Name of a step in a branch; those of the labelled branch, where everything runs, have the plain name. */
export function inBranch(step: string, branch: string): string {
  return branch === MONITORING_STEP.labelled ? step : `${step}${branch}`;
}

/**
 * Steps whose scripts call AWS, from inside the network: Collect chooses files of another account by ledger and time,
 * and asks the registry about the versions that answered; Publish sends metrics and writes the ledger last. What is
 * judged is judged between the two, by a step that calls nobody.
 */
export const CALLERS: readonly string[] = [
  MONITORING_STEP.collect,
  ...[MONITORING_STEP.labelled, MONITORING_STEP.unlabelled, MONITORING_STEP.nothing].map((branch) =>
    inBranch(MONITORING_STEP.publish, branch),
  ),
];
