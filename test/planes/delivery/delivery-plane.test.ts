import assert from "node:assert/strict";

import type { SeedTemplate } from "../../../assets/seeds/seed-commit";
import { contentOf, deliveryPlane, lines, named } from "../../support/delivery-plane";
import type { MockedCloud } from "../../support/mocks";
import { AZURE_DEVOPS } from "../../support/types";

const SEED = "azure-repos:index:RepositorySeed";

const reviewerCounts = (cloud: MockedCloud): number[] =>
  cloud
    .byType(AZURE_DEVOPS.BranchPolicyMinReviewers)
    .map(({ inputs }) => (inputs.settings as { readonly reviewerCount: number }).reviewerCount);

/** Whether authors may approve their own changes, in all repositories alike. */
function authorsVote(cloud: MockedCloud): boolean {
  const settings = cloud
    .byType(AZURE_DEVOPS.BranchPolicyMinReviewers)
    .map(({ inputs }) => inputs.settings as Readonly<Record<string, unknown>>);
  const answers = settings.map(
    ({ submitterCanVote, lastPusherCannotApprove }) =>
      submitterCanVote === true && lastPusherCannotApprove === false,
  );
  assert.equal(new Set(answers).size, 1);
  return answers[0] ?? false;
}

describe("DeliveryPlane", () => {
  let cloud: MockedCloud;

  before(async () => {
    cloud = await deliveryPlane();
  });

  it("tells each Model Build pipeline its model, where to act and where its contract is", () => {
    const variables = (model: string) =>
      Object.entries({
        MODEL: model,
        AWS_REGION: "eu-west-1",
        AWS_ACCOUNT: "200000000002",
        BUILD_CONTRACT: `/mlops/fraud/automation/build/${model}`,
        BUILD_PROFILE: "production",
      }).map(([name, value]) => ({ name, value, allowOverride: false }));
    for (const model of ["churn", "payments"]) {
      const { inputs } = cloud.one(AZURE_DEVOPS.BuildDefinition, `delivery-model-build-${model}-pipeline`);
      assert.equal(inputs.name, `Model Build ${model}`);
      assert.deepEqual(inputs.variables, variables(model));
    }
  });

  it("seeds every repository from the template of its kind, the same for every model", () => {
    assert.deepEqual(
      lines(cloud.byType(SEED), ({ inputs }) => [
        named(cloud, AZURE_DEVOPS.Git, inputs.repositoryId),
        "<",
        inputs.template,
      ]),
      [
        "environments < environments",
        "infrastructure < infrastructure",
        "model-build-churn < model-build",
        "model-build-payments < model-build",
        "model-deploy < model-deploy",
      ],
    );
    for (const { inputs } of cloud.byType(SEED)) {
      const { repositoryId, template, ...content } = inputs;
      assert.deepEqual({ template, ...content }, contentOf(template as SeedTemplate), String(repositoryId));
    }
  });

  it("lets all Model Build pipelines use one connection and one environment, which holds nobody up", () => {
    const { id } = cloud.one(AZURE_DEVOPS.Environment, "delivery-model-build-environment");
    const uses = cloud
      .byType(AZURE_DEVOPS.PipelineAuthorization)
      .filter(({ name }) => name.startsWith("delivery-model-build-"))
      .map(({ inputs }) => [
        named(cloud, AZURE_DEVOPS.BuildDefinition, inputs.pipelineId),
        inputs.type,
        inputs.resourceId,
      ]);
    const connection = cloud.one(AZURE_DEVOPS.ServiceEndpointAws, "delivery-model-build-connection").id;
    assert.deepEqual(uses, [
      ["Model Build churn", "endpoint", connection],
      ["Model Build churn", "environment", id],
      ["Model Build payments", "endpoint", connection],
      ["Model Build payments", "environment", id],
    ]);
    const checks = cloud.resources.filter(
      ({ inputs }) => inputs.targetResourceType === "environment" && inputs.targetResourceId === id,
    );
    assert.deepEqual(
      checks.map(({ name }) => name),
      ["delivery-model-build-environment-branch"],
    );
  });

  it("keeps the other environments to one run at a time", () => {
    assert.deepEqual(
      lines(cloud.byType(AZURE_DEVOPS.CheckExclusiveLock), ({ inputs }) => [
        named(cloud, AZURE_DEVOPS.Environment, inputs.targetResourceId),
      ]),
      ["approved-images", "infrastructure", "production", "staging"],
    );
  });

  it("asks for two reviewers and a run of the repository's own pipeline", () => {
    assert.deepEqual(reviewerCounts(cloud), [2, 2, 2, 2, 2]);
    assert.deepEqual(
      lines(cloud.byType(AZURE_DEVOPS.BranchPolicyBuildValidation), ({ inputs }) => {
        const { buildDefinitionId, scopes } = inputs.settings as {
          readonly buildDefinitionId: number;
          readonly scopes: readonly { readonly repositoryId: string }[];
        };
        return [
          named(cloud, AZURE_DEVOPS.Git, scopes[0]?.repositoryId),
          "<",
          named(cloud, AZURE_DEVOPS.BuildDefinition, buildDefinitionId),
        ];
      }),
      [
        "environments < Image Build",
        "infrastructure < Infrastructure",
        "model-build-churn < Model Build churn",
        "model-build-payments < Model Build payments",
        "model-deploy < Model Deploy Checks",
      ],
    );
  });

  it("asks for one reviewer in a trial", async () => {
    const trial = await deliveryPlane({ profile: "trial" });
    assert.deepEqual([reviewerCounts(trial), authorsVote(trial)], [[1, 1, 1, 1, 1], false]);
  });

  it("lets the one person of a trial approve what only that person can, and nobody where there are two", async () => {
    const one = { leadDataScientist: ["ada@example.com"], mlEngineer: ["Ada@example.com"] };
    const people = { ...one, auditor: ["frances@example.com"] };
    assert.equal(authorsVote(await deliveryPlane({ profile: "trial", people })), true);
    const two = { ...people, dataScientist: ["grace@example.com"] };
    assert.equal(authorsVote(await deliveryPlane({ profile: "trial", people: two })), false);
  });

  it("makes for another model its own repository, pipeline and permissions, and touches nothing else", async () => {
    const models = {
      churn: { description: "Who leaves" },
      payments: { description: "What is a fraud" },
      upsell: { description: "Who buys more" },
    };
    const before = cloud.resources;
    const after = (await deliveryPlane({ models })).resources;
    const known = new Map(before.map((resource) => [resource.urn, resource]));
    assert.deepEqual(
      after.filter(({ urn }) => known.has(urn)),
      before,
    );
    const model = "delivery-model-build-upsell";
    assert.deepEqual(
      lines(
        after.filter(({ urn, custom }) => custom && !known.has(urn)),
        ({ type, name }) => [type.split(":").at(-1), name],
      ),
      [
        `BranchPolicyBuildValidation ${model}-main-validation`,
        `BranchPolicyCommentResolution ${model}-main-comments`,
        `BranchPolicyMinReviewers ${model}-main-reviewers`,
        `BuildDefinition ${model}-pipeline`,
        `BuildDefinitionPermissions ${model}-pipeline-access-dataScientist`,
        `BuildDefinitionPermissions ${model}-pipeline-access-leadDataScientist`,
        `Git ${model}`,
        `GitPermissions ${model}-access-dataScientist`,
        `GitPermissions ${model}-access-dataScientist-main`,
        `GitPermissions ${model}-access-leadDataScientist`,
        `GitPermissions ${model}-access-leadDataScientist-main`,
        `PipelineAuthorization ${model}-pipeline-connection`,
        `PipelineAuthorization ${model}-pipeline-environment`,
        `RepositorySeed ${model}-seed`,
      ],
    );
  });
});
