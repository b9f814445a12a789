import type { Variation } from "../variation";

const KEY = "models.<name>.monitoring";
const CHURN = "models.churn.monitoring";
const RETRAINING = `${KEY}.retraining`;
const ASKS = `${CHURN}.retraining`;

/** Settings of what watches a model. */
export const MONITORING: readonly Variation[] = [
  { keys: [KEY], what: "remove", change: { [CHURN]: undefined } },
  { keys: [KEY], what: "add", given: { [CHURN]: undefined }, change: { [CHURN]: { inference: "realtime" } } },
  { keys: [`${KEY}.inference`], change: { [`${CHURN}.inference`]: "asynchronous" } },
  { keys: [`${KEY}.stage`], change: { [`${CHURN}.stage`]: "staging" } },
  { keys: [`${KEY}.engine`], change: { [`${CHURN}.engine`]: "sagemaker" } },
  { keys: [`${KEY}.window`], change: { [`${CHURN}.window`]: "week" } },
  { keys: [`${KEY}.kinds`], change: { [`${CHURN}.kinds`]: ["drift"] } },
  {
    keys: [`${KEY}.minimumRows`, ...thresholds()],
    change: {
      [`${CHURN}.minimumRows`]: 500,
      [`${CHURN}.thresholds`]: {
        falseAlarms: 0.01,
        smallestDrift: 0.2,
        qualityDrop: 0.1,
        biasChange: 0.2,
        attributionRanking: 0.8,
      },
    },
    note: "with the next run of Model Build, which makes the pipeline",
  },
  { keys: [`${KEY}.groundTruth`], what: "remove", change: { [`${CHURN}.groundTruth`]: undefined } },
  { keys: [`${KEY}.groundTruth.account`], change: { [`${CHURN}.groundTruth.account`]: "210000000005" } },
  { keys: [`${KEY}.groundTruth.waitHours`], change: { [`${CHURN}.groundTruth.waitHours`]: 24 } },
  { keys: [RETRAINING], what: "remove", change: { [ASKS]: undefined } },
  { keys: [RETRAINING], what: "add", given: { [ASKS]: undefined }, change: { [ASKS]: { mode: "notify" } } },
  { keys: [`${RETRAINING}.mode`], what: "`retrain` to `notify`", change: { [`${ASKS}.mode`]: "notify" } },
  {
    keys: ["monitors", "coolDownHours", "runsPerMonth", "minimumNewLabels"].map(
      (limit) => `${RETRAINING}.${limit}`,
    ),
    change: {
      [`${ASKS}.monitors`]: ["drift"],
      [`${ASKS}.coolDownHours`]: 24,
      [`${ASKS}.runsPerMonth`]: 1,
      [`${ASKS}.minimumNewLabels`]: 100,
    },
  },
  { keys: [`${RETRAINING}.schedule`], change: { [`${ASKS}.schedule`]: "weekly" } },
];

function thresholds(): string[] {
  return ["falseAlarms", "smallestDrift", "qualityDrop", "biasChange", "attributionRanking"].map(
    (threshold) => `${KEY}.thresholds.${threshold}`,
  );
}
