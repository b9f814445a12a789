import assert from "node:assert/strict";
import { join } from "node:path";

import { eventSchema } from "../../../functions/start-batch-transform/event";
import type { Stage } from "../../../repositories/model-deploy/program/contract-schema";
import { STAGES } from "../../../repositories/model-deploy/program/contract-schema";
import type { Analyzer } from "../../../simulator/rehearsal/analyzer";
import { startAnalyzer } from "../../../simulator/rehearsal/analyzer";
import type { ModelName } from "../../../simulator/stories/deploy-program/models";
import { formatGraph } from "../../../simulator/rehearsal/graph";
import { readPolicyConfig } from "../../../simulator/rehearsal/policy-config";
import { deployed } from "../../support/deploy-program";
import { differences } from "../../support/graph-differences";
import { one, ROOT } from "../../support/rehearsed";

const ACCOUNTS: Readonly<Record<Stage, string>> = {
  staging: "333333333333",
  production: "444444444444",
};

const SHIFT = "Endpoint endpoint deploymentConfig.blueGreenUpdatePolicy";
const WAITS = "300 | 600";

/** What the defaults say differently of production: it waits longer. */
const shiftsLonger = (timeouts: string): readonly string[] => [
  `${SHIFT}.maximumExecutionTimeoutInSeconds: ${timeouts}`,
  `${SHIFT}.terminationWaitInSeconds: ${WAITS}`,
  `${SHIFT}.trafficRoutingConfiguration.waitIntervalInSeconds: ${WAITS}`,
];

/**
 * Models of each type of inference and each way of shifting traffic, and what is different in production; each of these
 * lines is in the model's file or in the defaults.
 */
const MODELS = {
  "realtime-canary": shiftsLonger("2400 | 3000"),
  "realtime-linear": shiftsLonger("3300 | 4800"),
  "realtime-at-once": [
    `${SHIFT}.maximumExecutionTimeoutInSeconds: 2100 | 2400`,
    `${SHIFT}.terminationWaitInSeconds: ${WAITS}`,
  ],
  "serverless-warm": [],
  "async-from-zero": shiftsLonger("2400 | 3000"),
  "async-canary": shiftsLonger("2400 | 3000"),
  batch: [],
} as const satisfies Partial<Record<ModelName, readonly string[]>>;

/** Traffic that moves all at once can be had in trials only. */
const OBJECTIONS: Partial<Record<ModelName, readonly string[]>> = {
  "realtime-at-once": ["sagemaker-endpoint-guardrail"],
};

type Model = keyof typeof MODELS;
const models = Object.keys(MODELS) as Model[];

describe("the deploy program", function () {
  let guardrails: Analyzer;

  before(() => {
    guardrails = startAnalyzer(join(ROOT, "policy"));
  });

  after(() => {
    guardrails.stop();
  });

  for (const model of models) {
    for (const stage of STAGES) {
      it(`deploys ${model} to ${stage}, and guardrails say what they should`, async () => {
        const { resources, settings, project } = await deployed(stage, model);
        const { violations, undecided, advisory } = await guardrails.analyze(resources, {
          project,
          settings,
        });
        assert.deepEqual(
          { violations: violations.map(({ rule }) => rule), undecided, advisory },
          { violations: OBJECTIONS[model] ?? [], undecided: [], advisory: [] },
        );
      });
    }

    it(`deploys ${model} to staging as to production, but for what its file says`, async () => {
      const [staging, production] = await Promise.all([
        deployed("staging", model),
        deployed("production", model),
      ]);
      assert.deepEqual(differences(staging.graph, production.graph), MODELS[model]);
    });

    it(`mixes nothing of the two stages of ${model}`, async () => {
      for (const stage of STAGES) {
        const other = stage === "staging" ? "production" : "staging";
        const { graph } = await deployed(stage, model);
        const text = formatGraph(graph).replaceAll('"productionVariants"', "");
        assert.equal(text.includes(ACCOUNTS[other]), false);
        assert.equal(text.replaceAll("shadowProductionVariants", "").includes(other), false);
      }
    });
  }

  it("may move traffic all at once in a trial", async () => {
    const { resources, settings, project } = await deployed("production", "realtime-at-once");
    const policyConfig = readPolicyConfig(join(ROOT, "policy", "trial.json"));
    const { violations } = await guardrails.analyze(resources, { project, settings, policyConfig });
    assert.deepEqual(violations, []);
  });

  it("makes alarms and log group before the endpoint that they watch", async () => {
    const { resources } = await deployed("production", "realtime-canary");
    const endpoint = one(resources, "aws:sagemaker/endpoint:Endpoint", "endpoint");
    const names = endpoint.dependencies.map((urn) => urn.split("::").at(-1));
    assert.deepEqual([...new Set(names)].sort(), [
      "latency",
      "logs",
      "mlops-credit-production-realtime-canary",
      "model-errors",
      "server-errors",
    ]);
  });

  it("names models and configurations so that roles can be held to the endpoint's name", async () => {
    const { resources } = await deployed("production", "realtime-canary");
    const name = "mlops-credit-production-realtime-canary";
    for (const type of [
      "aws:sagemaker/model:Model",
      "aws:sagemaker/endpointConfiguration:EndpointConfiguration",
    ]) {
      const { id, retainOnDelete } = one(resources, type, name);
      assert.match(String(id), new RegExp(`^${name}-[0-9a-f]{7}$`));
      // An update that SageMaker rolls back ends with the old ones in service, and Pulumi does not hear of it.
      assert.equal(retainOnDelete, true);
    }
  });

  it("asks the function of batch runs what the function takes", async () => {
    const { resources } = await deployed("production", "batch");
    const { target } = one(resources, "aws:scheduler/schedule:Schedule", "schedule").inputs as {
      target: { input: string };
    };
    const input = target.input.replaceAll("<aws.scheduler.scheduled-time>", "2026-11-26T05:00:00Z");
    assert.equal(eventSchema.parse(JSON.parse(input)).model, "batch");
  });
});
