import assert from "node:assert/strict";

import { followBuild } from "../../simulator/stories/model-build/follow-build";
import type { DeploymentStory } from "../../simulator/stories/model-deploy/follow-deployments";
import { followDeployments } from "../../simulator/stories/model-deploy/follow-deployments";
import type { PlayedRun } from "../../simulator/stories/model-deploy/play";
import { modelDeployRoute } from "../../simulator/stories/model-deploy/route";
import { rehearsed } from "../support/rehearsed";
import { AWS, AZURE_DEVOPS } from "../support/types";

describe("an approved version in the rehearsed program", () => {
  let story: DeploymentStory;

  before(async function () {
    const rehearsal = await rehearsed("full");
    const build = await followBuild(rehearsal);
    assert.ok(build);
    story = await followDeployments(rehearsal, build.registered);
  });

  const commandsOf = ({ stages }: PlayedRun): string[] =>
    stages.flatMap(({ stage, commands }) =>
      commands.map(({ command, exitCode }) => `${stage.name}: ${command} = ${exitCode}`),
    );
  /** Types of the resources that a stage deploys. */
  const deployed = ({ stages }: PlayedRun, name: string): string[] =>
    stages
      .filter(({ stage }) => stage.name === name)
      .flatMap(({ commands }) => commands)
      .flatMap(({ update }) => update?.rehearsal.graph.resources ?? [])
      .filter(({ custom, type }) => custom && !type.startsWith("pulumi:"))
      .map(({ type }) => type.split(":").at(-1) ?? "")
      .sort();

  for (const inference of ["realtime", "serverless", "asynchronous", "batch"] as const) {
    it(`goes through staging, its tests and the approval to production as ${inference}`, () => {
      assert.deepEqual(commandsOf(story.runs[inference]), [
        "resolve: models = 0",
        "resolve: resolve = 0",
        "staging: up --stage staging = 0",
        "staging: verify --stage staging = 0",
        "test: test --stage staging = 0",
        "production: up --stage production = 0",
        "production: verify --stage production = 0",
        "production: promote = 0",
      ]);
      const approvals = story.runs[inference].stages.map(({ stage }) => [stage.name, stage.approval?.needed]);
      assert.deepEqual(approvals, [
        ["resolve", undefined],
        ["staging", undefined],
        ["test", undefined],
        ["production", 1],
      ]);
    });
  }

  it("becomes what its model's file says", () => {
    const endpoint = ["Endpoint", "EndpointConfiguration", "LogGroup", "LogSubscriptionFilter"];
    const alarms = ["MetricAlarm", "MetricAlarm", "MetricAlarm", "MetricAlarm"];
    const scaled = ["Model", "Policy", "Target"];
    assert.deepEqual(
      Object.entries(story.runs).map(([kind, run]) => [kind, deployed(run, "staging")]),
      [
        ["realtime", [...endpoint, ...alarms, ...scaled]],
        ["serverless", [...endpoint, ...alarms, "Model"]],
        // Without instances it starts the first one by an alarm of its own.
        [
          "asynchronous",
          [...endpoint, ...alarms, "MetricAlarm", "Model", "Policy", "Policy", "Target", "Topic", "Topic"],
        ],
        ["batch", ["Schedule"]],
        ["refused", [...endpoint, ...alarms, ...scaled]],
      ],
    );
    for (const run of Object.values(story.runs).slice(0, -1)) {
      assert.deepEqual(deployed(run, "production"), deployed(run, "staging"));
    }
  });

  it("does not come to production if its endpoint answers otherwise than it was recorded", () => {
    assert.deepEqual(commandsOf(story.runs.refused), [
      "resolve: models = 0",
      "resolve: resolve = 0",
      "staging: up --stage staging = 0",
      "staging: verify --stage staging = 0",
      "test: test --stage staging = 1",
    ]);
    assert.deepEqual(
      story.runs.refused.checks
        .filter((check) => check.endsWith("refused"))
        .map((check) => check.split(",")[0]),
      [
        "contract: largest distance from the recorded predictions 0.9664",
        "quality: auc below the recorded one 0.691072",
        "load: errors 100 % (40 of 40)",
      ],
    );
    assert.deepEqual(story.lines.slice(-1), ["  production  does not begin"]);
  });

  it("needs every hop", async () => {
    const { graph, resources } = await rehearsed("full");
    const without = (type: string, name: RegExp) => ({
      ...graph,
      resources: graph.resources.filter((resource) => resource.type !== type || !name.test(resource.name)),
    });
    const parameter = AWS.ssm.Parameter;
    assert.throws(
      () => modelDeployRoute(without(parameter, /^production-contract/), resources),
      /parameter \/mlops\/fraud\/production\/deployment/,
    );
    const environment = AZURE_DEVOPS.Environment;
    assert.throws(
      () => modelDeployRoute(without(environment, /production/), resources),
      /environment production, which the file of pipeline/,
    );
    const role = AWS.iam.Role;
    assert.throws(
      () => modelDeployRoute(without(role, /^production-model-deploy/), resources),
      /role .*mlops-fraud-production-model-deploy of connection/,
    );
    const pack = resources.filter(({ inputs }) => inputs.key !== "policies/index.js");
    assert.throws(() => modelDeployRoute(graph, pack), /puts no policy pack into the bucket/);
  });
});
