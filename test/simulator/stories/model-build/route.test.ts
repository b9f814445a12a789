import assert from "node:assert/strict";

import { modelBuildRoute } from "../../../../simulator/stories/model-build/route";
import type { Graph } from "../../../../simulator/rehearsal/graph";
import { SEED } from "../../../../simulator/azure-devops/seeded-files";
import { rehearsed } from "../../../support/rehearsed";
import { changed, withFile, without } from "./changed";
import { AWS, AZURE_DEVOPS } from "../../../support/types";

const PIPELINE = "delivery-model-build-churn-pipeline";

type Variables = readonly {
  readonly name: string;
  readonly value: string;
  readonly allowOverride: boolean;
}[];

/** The first pipeline with another value of a variable, or with another right to override it. */
function variable(graph: Graph, name: string, change: Partial<Variables[number]>): Graph {
  return changed(
    graph,
    AZURE_DEVOPS.BuildDefinition,
    ({ inputs }) => ({
      variables: (inputs.variables as unknown as Variables).map((one) =>
        one.name === name ? { ...one, ...change } : { ...one },
      ),
    }),
    PIPELINE,
  );
}

describe("the way of a push to the role that builds the model", () => {
  let graph: Graph;
  before(async () => {
    ({ graph } = await rehearsed("full"));
  });

  it("leads along repository, pipeline, connection and role to the contract", () => {
    const route = modelBuildRoute(graph);
    assert.ok(route);
    const { files, file, reviewers, variables, organization, project, subject, ...resources } = route;
    assert.deepEqual(Object.fromEntries(Object.entries(resources).map(([hop, { name }]) => [hop, name])), {
      repository: "delivery-model-build-churn",
      pipeline: PIPELINE,
      connection: "delivery-model-build-connection",
      role: "automation-model-build",
      contract: "automation-churn-build",
    });
    assert.deepEqual(
      [reviewers, organization, project, subject],
      [2, "contoso-ml", "fraud-ml", "sc://contoso-ml/fraud-ml/model-build"],
    );
    assert.deepEqual(variables, {
      MODEL: "churn",
      AWS_REGION: "eu-west-1",
      AWS_ACCOUNT: "200000000002",
      BUILD_CONTRACT: "/mlops/fraud/automation/build/churn",
      BUILD_PROFILE: "production",
    });
    assert.deepEqual(
      [file.branches, file.connection, file.environment],
      [["main"], "model-build", "model-build"],
    );
    assert.ok(["azure-pipelines.yml", "tools/cli.ts", "steps/train.py"].every((path) => path in files));
  });

  it("is none in a stack without models", async () => {
    assert.equal(modelBuildRoute((await rehearsed("organization")).graph), undefined);
  });

  const broken: Readonly<Record<string, readonly [(graph: Graph) => Graph, string]>> = {
    "no pipeline builds the model": [
      (intact) => changed(intact, AZURE_DEVOPS.BuildDefinition, () => ({ variables: [] })),
      "the stack has a model, but no pipeline with a variable MODEL: nothing builds the model",
    ],
    "the pipeline's repository does not exist": [
      (intact) => without(intact, AZURE_DEVOPS.Git, "delivery-model-build-churn"),
      `the stack has no repository of pipeline ${PIPELINE}, one is needed`,
    ],
    "nothing seeds the repository": [
      (intact) => without(intact, SEED, "delivery-model-build-churn-seed"),
      "repository delivery-model-build-churn has no file azure-pipelines.yml on main",
    ],
    "the pipeline ignores the file's trigger": [
      (intact) => changed(intact, AZURE_DEVOPS.BuildDefinition, () => ({ ciTrigger: {} }), PIPELINE),
      `pipeline ${PIPELINE} ignores the trigger of its file: ciTrigger.useYaml is not set`,
    ],
    "the pipeline reads its file from another branch": [
      (intact) =>
        changed(
          intact,
          AZURE_DEVOPS.BuildDefinition,
          ({ inputs }) => ({
            repository: { ...(inputs.repository as object), branchName: "refs/heads/next" },
          }),
          PIPELINE,
        ),
      `a push to main does not start pipeline ${PIPELINE}: its file on refs/heads/next is started by main`,
    ],
    "the environment has another name": [
      (intact) =>
        changed(
          intact,
          AZURE_DEVOPS.Environment,
          () => ({ name: "builds" }),
          "delivery-model-build-environment",
        ),
      `the stack has no environment model-build, which the file of pipeline ${PIPELINE} names, one is needed`,
    ],
    "the pipeline may not use the environment": [
      (intact) => without(intact, AZURE_DEVOPS.PipelineAuthorization, `${PIPELINE}-environment`),
      `the stack has no authorization of pipeline ${PIPELINE} for environment delivery-model-build-environment, one is needed`,
    ],
    "the pipeline may use another environment": [
      (intact) =>
        changed(
          intact,
          AZURE_DEVOPS.PipelineAuthorization,
          () => ({ resourceId: "1" }),
          `${PIPELINE}-environment`,
        ),
      `the stack has no authorization of pipeline ${PIPELINE} for environment delivery-model-build-environment, one is needed`,
    ],
    "the authorization is for another type of resource": [
      (intact) =>
        changed(
          intact,
          AZURE_DEVOPS.PipelineAuthorization,
          () => ({ type: "queue" }),
          `${PIPELINE}-environment`,
        ),
      `the stack has no authorization of pipeline ${PIPELINE} for environment delivery-model-build-environment, one is needed`,
    ],
    "the connection is in another project": [
      (intact) =>
        changed(
          intact,
          AZURE_DEVOPS.ServiceEndpointAws,
          () => ({ projectId: "other" }),
          "delivery-model-build-connection",
        ),
      `the stack has no service connection model-build, which the file of pipeline ${PIPELINE} names, one is needed`,
    ],
    "the connection has another name": [
      (intact) =>
        changed(
          intact,
          AZURE_DEVOPS.ServiceEndpointAws,
          () => ({ serviceEndpointName: "aws" }),
          "delivery-model-build-connection",
        ),
      `the stack has no service connection model-build, which the file of pipeline ${PIPELINE} names, one is needed`,
    ],
    "the pipeline may not use the connection": [
      (intact) => without(intact, AZURE_DEVOPS.PipelineAuthorization, `${PIPELINE}-connection`),
      `the stack has no authorization of pipeline ${PIPELINE} for endpoint delivery-model-build-connection, one is needed`,
    ],
    "a run could choose another model": [
      (intact) => variable(intact, "MODEL", { allowOverride: true }),
      `pipeline ${PIPELINE} needs a variable MODEL with a value that no run can override, found "churn", which a run can override`,
    ],
    "the account has no value": [
      (intact) => variable(intact, "AWS_ACCOUNT", { value: "" }),
      `pipeline ${PIPELINE} needs a variable AWS_ACCOUNT with a value that no run can override, found ""`,
    ],
    "the region is missing": [
      (intact) => variable(intact, "AWS_REGION", { name: "REGION" }),
      `pipeline ${PIPELINE} needs a variable AWS_REGION with a value that no run can override, found ""`,
    ],
    "nobody reviews": [
      (intact) =>
        changed(
          intact,
          AZURE_DEVOPS.BranchPolicyMinReviewers,
          () => ({ blocking: false }),
          "delivery-model-build-churn-main-reviewers",
        ),
      "the stack has no policy on main of repository delivery-model-build-churn that asks for reviewers, one is needed",
    ],
    "only another branch is reviewed": [
      (intact) =>
        changed(
          intact,
          AZURE_DEVOPS.BranchPolicyMinReviewers,
          ({ inputs }) => {
            const settings = inputs.settings as unknown as { scopes: readonly object[] };
            const scopes = settings.scopes.map((scope) => ({ ...scope, repositoryRef: "refs/heads/next" }));
            return { settings: { ...settings, scopes } };
          },
          "delivery-model-build-churn-main-reviewers",
        ),
      "the stack has no policy on main of repository delivery-model-build-churn that asks for reviewers, one is needed",
    ],
    "another pipeline validates": [
      (intact) =>
        changed(
          intact,
          AZURE_DEVOPS.BranchPolicyBuildValidation,
          ({ inputs }) => ({ settings: { ...(inputs.settings as object), buildDefinitionId: 1 } }),
          "delivery-model-build-churn-main-validation",
        ),
      `changes of repository delivery-model-build-churn are not validated by pipeline ${PIPELINE}`,
    ],
    "the role does not exist": [
      (intact) => without(intact, AWS.iam.Role, "automation-model-build"),
      "the stack has no role arn:aws:iam::200000000002:role/mlops-fraud-automation-model-build of connection delivery-model-build-connection, one is needed",
    ],
    "the pipeline means another account": [
      (intact) => variable(intact, "AWS_ACCOUNT", { value: "200000000003" }),
      "connection delivery-model-build-connection leads to account 200000000002, but the pipeline's variable AWS_ACCOUNT is 200000000003",
    ],
    "the role trusts another connection": [
      (intact) =>
        changed(
          intact,
          AWS.iam.Role,
          ({ inputs }) => ({
            assumeRolePolicy: (inputs.assumeRolePolicy as string).replace(
              "fraud-ml/model-build",
              "fraud-ml/other",
            ),
          }),
          "automation-model-build",
        ),
      "role automation-model-build does not trust connection delivery-model-build-connection: its subject is sc://contoso-ml/fraud-ml/model-build",
    ],
    "the role is not for tokens": [
      (intact) =>
        changed(
          intact,
          AWS.iam.Role,
          ({ inputs }) => ({
            assumeRolePolicy: (inputs.assumeRolePolicy as string).replace(
              "AssumeRoleWithWebIdentity",
              "AssumeRole",
            ),
          }),
          "automation-model-build",
        ),
      "role automation-model-build does not trust connection delivery-model-build-connection: its subject is sc://contoso-ml/fraud-ml/model-build",
    ],
    "the account does not know the tokens' issuer": [
      (intact) => without(intact, AWS.iam.OpenIdConnectProvider),
      "role automation-model-build does not trust connection delivery-model-build-connection: its subject is sc://contoso-ml/fraud-ml/model-build",
    ],
    "the account does not know the tokens' audience": [
      (intact) => changed(intact, AWS.iam.OpenIdConnectProvider, () => ({ clientIdLists: ["other"] })),
      "role automation-model-build does not trust connection delivery-model-build-connection: its subject is sc://contoso-ml/fraud-ml/model-build",
    ],
    "the contract is missing": [
      (intact) => without(intact, AWS.ssm.Parameter, "automation-churn-build"),
      "the stack has no parameter /mlops/fraud/automation/build/churn in account 200000000002 and region eu-west-1, one is needed",
    ],
    "the contract is in another account": [
      (intact) => ({
        ...intact,
        resources: intact.resources.map((resource) =>
          resource.name === "automation-churn-build" && resource.provider
            ? { ...resource, provider: { ...resource.provider, account: "200000000001" } }
            : resource,
        ),
      }),
      "the stack has no parameter /mlops/fraud/automation/build/churn in account 200000000002 and region eu-west-1, one is needed",
    ],
    "the contract is in another region": [
      (intact) => variable(intact, "AWS_REGION", { value: "eu-central-1" }),
      "the stack has no parameter /mlops/fraud/automation/build/churn in account 200000000002 and region eu-central-1, one is needed",
    ],
  };
  for (const [what, [breakIt, message]] of Object.entries(broken)) {
    it(`ends where ${what}`, () => {
      assert.throws(() => modelBuildRoute(breakIt(graph)), { message });
    });
  }

  const brokenFiles: Readonly<Record<string, readonly [(text: string) => string | undefined, string]>> = {
    "the pipeline's file is not seeded": [
      () => undefined,
      "repository delivery-model-build-churn has no file azure-pipelines.yml on main",
    ],
    "the trigger is for another branch": [
      (text) => text.replace("- main", "- release"),
      `a push to main does not start pipeline ${PIPELINE}: its file on refs/heads/main is started by release`,
    ],
  };
  for (const [what, [change, message]] of Object.entries(brokenFiles)) {
    it(`ends where ${what}`, () => {
      assert.throws(() => modelBuildRoute(graph, withFile("azure-pipelines.yml", change)), { message });
    });
  }

  it("ends where the template is no longer the one of the rehearsal", () => {
    const other = changed(graph, SEED, () => ({ digest: "sha256:0" }));
    assert.throws(() => modelBuildRoute(other), {
      message: "the template of delivery-model-build-churn-seed has changed since the stack was rehearsed",
    });
  });
});
