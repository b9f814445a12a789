import assert from "node:assert/strict";

import { groupBy } from "../../simulator/rehearsal/group-by";
import type { Graph, GraphResource } from "../../simulator/rehearsal/graph";
import { ofType, rehearsed, type Sample, text } from "../support/rehearsed";
import { AWS, AZURE_DEVOPS } from "../support/types";

const ACCOUNTS = ["200000000001", "200000000002", "200000000003", "200000000004"];

const graphOf = async (stack: Sample): Promise<Graph> => (await rehearsed(stack)).graph;
const managed = ({ resources }: Graph): GraphResource[] =>
  resources.filter(({ provider }) => provider !== null);

describe("the program as a whole", () => {
  it("lets nothing act but through a provider of its own, in the four accounts and the project", async () => {
    const places = managed(await graphOf("full")).map(({ provider }) => provider?.account);
    assert.deepEqual([...new Set(places)].sort(), [...ACCOUNTS, "contoso-ml"]);
  });

  it("keeps everything of a plane in the plane's account, and nothing else there but the ways of events", async () => {
    const all = managed(await graphOf("full"));
    const planes = ["development", "automation", "staging", "production"];
    const held = planes.map((plane, index) => {
      const inside = all.filter(({ name }) => name.startsWith(`${plane}-`));
      assert.deepEqual([...new Set(inside.map(({ provider }) => provider?.account))], [ACCOUNTS[index]]);
      const others = all.filter(
        ({ name, provider }) => provider?.account === ACCOUNTS[index] && !name.startsWith(`${plane}-`),
      );
      return [plane, inside.length, [...new Set(others.map(({ name }) => name.split("-")[0]))]];
    });
    assert.deepEqual(held, [
      ["development", 167, []],
      ["automation", 199, ["approval", "notices", "retraining"]],
      ["staging", 199, []],
      ["production", 188, []],
    ]);
  });

  it("makes staging what production is, but for names, accounts and addresses", async () => {
    const graph = await graphOf("full");
    // What differs on purpose: people (test/planes/persona-roles.test.ts), what the pipeline may do
    // (test/access/model-deploy.test.ts), how strict the policy pack is, which the contract says, and whose models are
    // watched, which the buckets and the key say; asynchronous endpoints only in production. Nobody looks for idle endpoints there.
    const differs = (name: string): boolean =>
      /-people-|-model-deploy-policy$|-contract$|^\w+-key$|-(capture|inference)-policy$|-asynchronous-capture-|^staging-idle-endpoints/.test(
        name,
      );
    const shapeOf = (plane: string): string[] =>
      managed(graph)
        .filter(({ name }) => name.startsWith(`${plane}-`) && !differs(name))
        .map(({ type, name, inputs, protect }) => JSON.stringify({ type, name, inputs, protect }))
        .map((text) => neutral(withoutIds(graph, text, plane), plane))
        .sort();
    const production = shapeOf("production");
    assert.equal(production.length, 168);
    assert.deepEqual(shapeOf("staging"), production);
  });

  it("authorizes pipelines for one thing in turn: Azure DevOps refuses two at a time", async () => {
    const all = ofType(await graphOf("full"), AZURE_DEVOPS.PipelineAuthorization);
    const shared = groupBy(all, ({ inputs }) => text(inputs.resourceId)).filter(
      ([, group]) => group.length > 1,
    );
    assert.ok(shared.length > 0, "nothing is shared: nothing is shown");
    for (const [, group] of shared) {
      const waiting = group.filter(({ dependencies }) => group.some(({ urn }) => dependencies.includes(urn)));
      assert.equal(waiting.length, group.length - 1, group.map(({ name }) => name).join(", "));
    }
  });

  it("gives every role a boundary of its own account", async () => {
    for (const role of ofType(await graphOf("full"), AWS.iam.Role)) {
      const boundary = role.inputs.permissionsBoundary;
      assert.match(
        text(boundary),
        new RegExp(`^arn:aws:iam::${role.provider?.account}:policy/mlops-fraud-\\w+-boundary$`),
      );
    }
  });

  it("gives each service connection a role that only it may assume", async () => {
    const graph = await graphOf("full");
    const subjects = ofType(graph, AZURE_DEVOPS.ServiceEndpointAws).map((connection) => {
      const role = ofType(graph, AWS.iam.Role).find(
        ({ outputs }) => outputs.arn === connection.inputs.roleToAssume,
      );
      const trust = JSON.parse(text(role?.inputs.assumeRolePolicy)) as {
        Statement: { Condition: { StringEquals: Record<string, string> } }[];
      };
      const [subject] = trust.Statement.map(({ Condition }) =>
        Object.entries(Condition.StringEquals).find(([key]) => key.endsWith(":sub")),
      );
      return [connection.inputs.serviceEndpointName, role?.provider?.account, subject?.[1]];
    });
    assert.deepEqual(subjects.sort(), [
      ["image-build", "200000000002", "sc://contoso-ml/fraud-ml/image-build"],
      ["infrastructure", "200000000002", "sc://contoso-ml/fraud-ml/infrastructure"],
      ["model-build", "200000000002", "sc://contoso-ml/fraud-ml/model-build"],
      ["model-deploy-production", "200000000004", "sc://contoso-ml/fraud-ml/model-deploy-production"],
      ["model-deploy-staging", "200000000003", "sc://contoso-ml/fraud-ml/model-deploy-staging"],
    ]);
  });

  it("lets each pipeline use exactly what it needs", async () => {
    const graph = await graphOf("full");
    const named = [
      AZURE_DEVOPS.BuildDefinition,
      AZURE_DEVOPS.Environment,
      AZURE_DEVOPS.ServiceEndpointAws,
    ].flatMap((type) => ofType(graph, type));
    const names = new Map(named.map(({ id, inputs }) => [id, inputs.serviceEndpointName ?? inputs.name]));
    const uses = ofType(graph, AZURE_DEVOPS.PipelineAuthorization).map(({ inputs }) =>
      [names.get(text(inputs.pipelineId)), inputs.type, names.get(text(inputs.resourceId))]
        .map(text)
        .join(" > "),
    );
    assert.deepEqual(uses.sort(), [
      "Image Build > endpoint > image-build",
      "Image Build > environment > approved-images",
      "Infrastructure > endpoint > infrastructure",
      "Infrastructure > environment > infrastructure",
      "Model Build churn > endpoint > model-build",
      "Model Build churn > environment > model-build",
      "Model Build payments > endpoint > model-build",
      "Model Build payments > environment > model-build",
      "Model Deploy > endpoint > model-deploy-production",
      "Model Deploy > endpoint > model-deploy-staging",
      "Model Deploy > environment > production",
      "Model Deploy > environment > staging",
      "Model Deploy Removal > endpoint > model-deploy-staging",
      "Model Deploy Removal > environment > staging",
    ]);
  });

  it("protects what holds state in production, and nothing in a trial", async () => {
    const protectedTypes = (graph: Graph): string[] => [
      ...new Set(
        graph.resources.filter(({ protect }) => protect).map(({ type }) => type.split(":").at(-1) ?? ""),
      ),
    ];
    assert.deepEqual(protectedTypes(await graphOf("full")).sort(), [
      "Bucket",
      "Domain",
      "FeatureGroup",
      "Git",
      "Key",
      "MlflowTrackingServer",
      "ModelPackageGroup",
      "Project",
      "Repository",
      "Secret",
      "Space",
      "Table",
    ]);
    assert.deepEqual(protectedTypes(await graphOf("trial")), []);
  });

  it("registers an OIDC issuer once in an account that plays all roles", async () => {
    const issuers = ofType(await graphOf("trial"), AWS.iam.OpenIdConnectProvider);
    assert.deepEqual(
      issuers.map(({ provider }) => provider?.account),
      ["300000000001"],
    );
  });
});

/** Ids that API Gateway and others make, and hashes of what holds them, by the names of what has them. */
function withoutIds(graph: Graph, text: string, plane: string): string {
  return (
    managed(graph)
      .filter(({ name, type }) => name.startsWith(`${plane}-`) && /:(apigateway|wafv2|lambda)\//.test(type))
      .flatMap(({ id, name }) => (id === null || id === "" ? [] : [[id, `<id of ${name}>`] as const]))
      .sort(([one], [other]) => other.length - one.length)
      .reduce((all, [id, name]) => all.replaceAll(id, name), text)
      .replaceAll(/"[0-9a-f]{64}"/g, '"<hash>"')
      .replaceAll(/"parentId":"[0-9a-z]{10}"/g, '"parentId":"<root>"')
      // A header of SageMaker in every account.
      .replaceAll("Production-Variant", "<variant>")
  );
}

/** What is left of a resource's text when the environment's own values are taken out. */
function neutral(text: string, plane: string): string {
  return text
    .replaceAll(plane, "<plane>")
    .replaceAll(plane.charAt(0).toUpperCase() + plane.slice(1), "<Plane>")
    .replaceAll(/20000000000[34]/g, "<account>")
    .replaceAll(/10\.20\.\d+\.0/g, "<network>")
    .replaceAll(/(vpc|subnet|rtb|vpce|sg|pl)-[0-9a-f]{8,17}/g, "$1-<id>")
    .replaceAll(/(workloads|endpoints-group)-[0-9a-f]{7}/g, "$1-<suffix>")
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(?!\/)/g, "<id>");
}
