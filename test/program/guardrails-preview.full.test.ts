import assert from "node:assert/strict";
import { join } from "node:path";

import { startAnalyzer } from "../../simulator/rehearsal/analyzer";
import { rehearsed, ROOT } from "../support/rehearsed";

/** Policies of roles that name a key, a subnet or a group: AWS makes their ids, and until then the policy is unknown. */
const WAIT_FOR_KEYS = [
  "approval-function-role-policy",
  "automation-features-reader-policy",
  "automation-features-role-policy",
  "automation-insight-forwarder-role-policy",
  "automation-insight-setup-role-policy",
  "automation-insight-stream-delivery-policy",
  "automation-jobs-clarify-policy",
  "automation-jobs-pipeline-policy",
  "automation-jobs-processing-policy",
  "automation-jobs-training-policy",
  "automation-mlflow-role-policy",
  "automation-model-build-policy",
  "automation-monitoring-churn-role-policy",
  "automation-monitoring-payments-role-policy",
  "automation-monitoring-role-policy",
  "automation-people-data-scientist-policy",
  "automation-people-lead-data-scientist-policy",
  "automation-people-ml-engineer-policy",
  "automation-people-platform-administrator-policy",
  "development-data-arrivals-function-role-policy",
  "development-data-catalog-role-policy",
  "development-data-curate-role-policy",
  "development-ground-truth-churn-policy",
  "development-people-data-scientist-policy",
  "development-people-lead-data-scientist-policy",
  "development-people-ml-engineer-policy",
  "development-people-platform-administrator-policy",
  "development-sources-azure-data-lake-copy-role-policy",
  "development-sources-snowflake-import-role-policy",
  "development-sources-snowflake-rotation-role-policy",
  "development-studio-data-scientist-role-policy",
  "development-studio-lead-data-scientist-role-policy",
  "development-studio-ml-engineer-role-policy",
  "notices-check-role-policy",
  "notices-function-role-policy",
  "production-asynchronous-capture-function-role-policy",
  "production-batch-role-policy",
  "production-batch-scheduler-role-policy",
  "production-endpoint-role-policy",
  "production-model-deploy-policy",
  "production-process-inference-role-policy",
  "production-submit-inference-role-policy",
  "retraining-function-role-policy",
  "retraining-schedules-role-policy",
  "staging-batch-role-policy",
  "staging-batch-scheduler-role-policy",
  "staging-endpoint-role-policy",
  "staging-idle-endpoints-function-role-policy",
  "staging-model-deploy-policy",
  "staging-people-ml-engineer-policy",
  "staging-process-inference-role-policy",
  "staging-submit-inference-role-policy",
];

/** Values of other kinds that only AWS or Azure DevOps can give. */
const WAIT_FOR_OTHERS = [
  "lambda-env-no-secret approval-function",
  "lambda-env-no-secret automation-insight-forwarder",
  "lambda-env-no-secret automation-insight-setup",
  "lambda-env-no-secret production-batch",
  "lambda-env-no-secret retraining-function",
  "lambda-env-no-secret staging-batch",
  "secret-rotated development-sources-snowflake-rotation-schedule",
];

describe("the guardrails on a preview of the real program", () => {
  const analyzer = startAnalyzer(join(ROOT, "policy"));
  after(() => {
    analyzer.stop();
  });

  it("find nothing violated, and say which rules wait for a value that AWS makes", async () => {
    const rehearsal = await rehearsed("full", true);
    const { violations, undecided } = await analyzer.analyze(rehearsal.resources, rehearsal);
    assert.deepEqual(violations, []);
    const waiting = undecided.map(
      ({ rule, resource }) => `${rule} ${resource?.split("::").at(-1) ?? "stack"}`,
    );
    const policies = ["iam-no-wildcard-action", "iam-passrole-scoped"].flatMap((rule) =>
      WAIT_FOR_KEYS.map((policy) => `${rule} ${policy}`),
    );
    assert.deepEqual(waiting.sort(), [...policies, ...WAIT_FOR_OTHERS].sort());
  });
});
