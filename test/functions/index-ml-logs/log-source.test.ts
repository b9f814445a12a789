import assert from "node:assert/strict";

import { logSource } from "../../../functions/index-ml-logs/log-source";

const SOURCES: readonly (readonly [group: string, stream: string, source: object])[] = [
  [
    "/aws/sagemaker/TrainingJobs",
    "pipelines-a1b2c3-Train-x9/algo-1-1768469400",
    { kind: "training", job: "pipelines-a1b2c3-Train-x9", host: "algo-1" },
  ],
  [
    "/aws/sagemaker/ProcessingJobs",
    "evaluate-2026-01-15/algo-2-1768469400",
    { kind: "processing", job: "evaluate-2026-01-15", host: "algo-2" },
  ],
  [
    "/aws/sagemaker/TransformJobs",
    "score/i-0a1b2c3d4e5f60718/data-log",
    { kind: "transform", job: "score", host: "i-0a1b2c3d4e5f60718" },
  ],
  [
    "/aws/sagemaker/Endpoints/fraud-churn",
    "AllTraffic/i-0a1b2c3d4e5f60718",
    { kind: "endpoint", endpoint: "fraud-churn", variant: "AllTraffic", host: "i-0a1b2c3d4e5f60718" },
  ],
  [
    "/aws/sagemaker/studio",
    "d-abcdefghijkl/jane/JupyterLab/default",
    { kind: "studio", space: "jane", app: "JupyterLab/default" },
  ],
  [
    "/aws/lambda/mlops-fraud-automation-start-model-deploy",
    "2026/01/15/[$LATEST]0a1b",
    { kind: "function", function: "mlops-fraud-automation-start-model-deploy" },
  ],
  ["/aws/sagemaker/TrainingJobs", "", { kind: "training" }],
  ["/aws/glue/jobs/output", "run-1", { kind: "other" }],
];

describe("log group and log stream tell who wrote", () => {
  for (const [group, stream, source] of SOURCES) {
    it(`${group} ${stream}`, () => {
      assert.deepEqual(logSource(group, stream), source);
    });
  }
});
