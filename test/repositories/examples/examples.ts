/** Examples that CI builds, one of each problem and with both frameworks; EXAMPLES=all builds every one. */
const IN_CI = ["loans by sklearn", "digits by xgboost", "houses by xgboost"];

/** A model on real data, as a team would build it from the seeded repository. */
export interface Example {
  /** Function in raw.py. */
  readonly data: string;
  readonly label: string;
  readonly problem: "binary" | "multiclass" | "regression";
  readonly framework: "xgboost" | "sklearn" | "pytorch";
  /** What the gate looks at: metric, and a threshold that only a model which has learnt something reaches. */
  readonly gate: readonly [metric: string, threshold: number];
  readonly hyperparameters: Readonly<Record<string, number>>;
  /** With which the same data give a worse model. */
  readonly worse: Readonly<Record<string, number>>;
}

const XGBOOST = {
  hyperparameters: { num_round: 300, early_stopping_rounds: 30, eta: 0.1, max_depth: 3, min_child_weight: 1 },
  worse: { num_round: 1, eta: 0.05, max_depth: 1 },
};
const SKLEARN = {
  hyperparameters: { max_iter: 200, learning_rate: 0.1, min_samples_leaf: 5 },
  worse: { max_iter: 1, learning_rate: 0.02, max_leaf_nodes: 2 },
};
const PYTORCH = {
  hyperparameters: { epochs: 60, batch_size: 32 },
  worse: { epochs: 1, learning_rate: 0.000001, hidden: 1, layers: 1 },
};

const ALL: readonly Example[] = [
  {
    data: "loans",
    label: "approved",
    problem: "binary",
    framework: "xgboost",
    gate: ["auc", 0.7],
    ...XGBOOST,
  },
  {
    data: "loans",
    label: "approved",
    problem: "binary",
    framework: "sklearn",
    gate: ["auc", 0.7],
    ...SKLEARN,
  },
  {
    data: "digits",
    label: "digit",
    problem: "multiclass",
    framework: "xgboost",
    gate: ["accuracy", 0.85],
    ...XGBOOST,
  },
  {
    data: "wines",
    label: "grower",
    problem: "multiclass",
    framework: "sklearn",
    gate: ["log_loss", 0.6],
    ...SKLEARN,
  },
  {
    data: "houses",
    label: "price",
    problem: "regression",
    framework: "xgboost",
    gate: ["rmse", 32_000],
    ...XGBOOST,
  },
  {
    data: "diabetes",
    label: "progression",
    problem: "regression",
    framework: "sklearn",
    gate: ["r2", 0.2],
    ...SKLEARN,
  },
  {
    data: "tumours",
    label: "diagnosis",
    problem: "binary",
    framework: "pytorch",
    gate: ["auc", 0.9],
    ...PYTORCH,
  },
];

export const EXAMPLES = ALL.filter(
  ({ data, framework }) => process.env.EXAMPLES === "all" || IN_CI.includes(`${data} by ${framework}`),
);
