import assert from "node:assert/strict";
import { join } from "node:path";

import { rules } from "../../policy/pack";
import { startAnalyzer } from "../../simulator/rehearsal/analyzer";
import type { Analyzer, Verdicts } from "../../simulator/rehearsal/analyzer";
import { readPolicyConfig } from "../../simulator/rehearsal/policy-config";
import type { RecordedResource } from "../../simulator/rehearsal/resource";
import type { Rehearsal } from "../../simulator/rehearsal/run";
import { rehearsed, ROOT } from "../support/rehearsed";
import { FAULTS, withFault } from "./faults";

/** Rules that no stack can break, since none has what they judge, or which count what others did. */
const WITHOUT_FAULT = [
  "every-rule-decided",
  "organization-all-features",
  // Models and endpoints are made by the deploy program: test/policy/rules/sagemaker has their faults.
  "sagemaker-async-output-cmk",
  "sagemaker-endpoint-config-cmk",
  "sagemaker-endpoint-core-dump-encrypted",
  "sagemaker-endpoint-data-capture",
  "sagemaker-endpoint-guardrail",
  "sagemaker-endpoint-no-ssm",
  "sagemaker-endpoint-two-instances",
  "sagemaker-model-from-registry",
  "sagemaker-model-in-vpc",
  "sagemaker-model-network-isolation",
];

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
  "automation-monitoring-policy",
  "automation-people-data-scientist-policy",
  "automation-people-lead-data-scientist-policy",
  "automation-people-ml-engineer-policy",
  "automation-people-platform-administrator-policy",
  "development-data-arrivals-function-role-policy",
  "development-data-catalog-role-policy",
  "development-data-curate-role-policy",
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
  "production-batch-role-policy",
  "production-batch-scheduler-role-policy",
  "production-endpoint-role-policy",
  "production-model-deploy-policy",
  "production-process-inference-role-policy",
  "production-submit-inference-role-policy",
  "staging-batch-role-policy",
  "staging-batch-scheduler-role-policy",
  "staging-endpoint-role-policy",
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
  "lambda-env-no-secret staging-batch",
  "secret-rotated development-sources-snowflake-rotation-schedule",
];

describe("the guardrails on the real program", () => {
  const pack = join(ROOT, "policy");
  let analyzer: Analyzer;

  before(() => {
    analyzer = startAnalyzer(pack);
  });
  after(() => {
    analyzer.stop();
  });

  const judge = (
    rehearsal: Rehearsal,
    resources: readonly RecordedResource[],
    trial = false,
  ): Promise<Verdicts> =>
    analyzer.analyze(resources, {
      project: rehearsal.project,
      settings: rehearsal.settings,
      ...(trial ? { policyConfig: readPolicyConfig(join(pack, "trial.json")) } : {}),
    });

  const brokenRules = ({ violations }: Verdicts): string[] =>
    [...new Set(violations.map(({ rule }) => rule))].sort();

  for (const stack of ["full", "organization"] as const) {
    it(`${stack} passes the strict pack: nothing violated, undecided or advised`, async () => {
      const rehearsal = await rehearsed(stack);
      const { violations, undecided, advisory, rules: count } = await judge(rehearsal, rehearsal.resources);
      assert.deepEqual({ violations, undecided, advisory }, { violations: [], undecided: [], advisory: [] });
      assert.equal(count, rules.length);
    });
  }

  it("dev passes with the trial's settings, told only that nothing is protected", async () => {
    const rehearsal = await rehearsed("trial");
    const { violations, undecided, advisory } = await judge(rehearsal, rehearsal.resources, true);
    assert.deepEqual({ violations, undecided }, { violations: [], undecided: [] });
    assert.deepEqual([...new Set(advisory.map(({ rule }) => rule))], ["stateful-protected"]);
  });

  it("dev does not pass as production", async () => {
    const rehearsal = await rehearsed("trial");
    assert.deepEqual(brokenRules(await judge(rehearsal, rehearsal.resources)), [
      "ado-min-reviewers",
      "kms-deletion-window",
      "stateful-protected",
      "tag-matches-account",
    ]);
  });

  for (const fault of FAULTS) {
    it(`${fault.what}: found by ${fault.rule} and by no other rule`, async () => {
      const rehearsal = await rehearsed(fault.stack ?? "full");
      const verdicts = await judge(rehearsal, withFault(rehearsal.resources, fault));
      assert.deepEqual(brokenRules(verdicts), [fault.rule]);
    });
  }

  it("has a fault for every rule that a stack can break", () => {
    const missing = rules.map(({ name }) => name).filter((name) => !FAULTS.some(({ rule }) => rule === name));
    assert.deepEqual(missing.sort(), WITHOUT_FAULT);
  });

  it("a preview of a new stack violates nothing, and says which rules wait for a value that AWS makes", async () => {
    const rehearsal = await rehearsed("full", true);
    const { violations, undecided } = await judge(rehearsal, rehearsal.resources);
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
