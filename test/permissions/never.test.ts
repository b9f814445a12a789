import assert from "node:assert/strict";

import type { StatementJson } from "../../permissions/graph/documents";
import { STRANGER } from "../../permissions/graph/world";
import { checkNever, worldOf } from "../../permissions/never";
import { Zone } from "../../permissions/never/rule";
import { neverRules } from "../../permissions/never/rules";
import type { Graph, GraphResource } from "../../simulator/rehearsal/graph";
import { ofType, rehearsed, type Sample, text } from "../support/rehearsed";
import { AWS } from "../support/types";

const AUTOMATION = "200000000002";
const PRODUCTION = "200000000004";
const VERSIONS = `arn:aws:sagemaker:eu-west-1:${AUTOMATION}:model-package/fraud-churn/*`;
const ENDPOINT = `arn:aws:sagemaker:eu-west-1:${PRODUCTION}:endpoint/mlops-fraud-production-churn`;

/** A graph with other outputs of the resources that a test finds. */
function changed(
  graph: Graph,
  found: (resource: GraphResource) => boolean,
  change: (resource: GraphResource) => GraphResource["outputs"],
): Graph {
  assert.ok(graph.resources.some(found), "nothing is changed");
  return {
    ...graph,
    resources: graph.resources.map((resource) =>
      found(resource) ? { ...resource, outputs: { ...resource.outputs, ...change(resource) } } : resource,
    ),
  };
}

/** The document of a resource with one statement more. */
function withStatement(
  graph: Graph,
  type: string,
  name: string,
  property: string,
  statement: Partial<StatementJson>,
): Graph {
  return changed(
    graph,
    (resource) => resource.type === type && resource.name === name,
    ({ outputs }) => {
      const policy = JSON.parse(text(outputs[property])) as { Statement: StatementJson[] };
      const Statement = [...policy.Statement, { Sid: "Added", Effect: "Allow", ...statement }];
      return { [property]: JSON.stringify({ ...policy, Statement }) };
    },
  );
}

/** A graph in which the first policy of a role has one statement more. */
function withPermission(graph: Graph, role: string, statement: Partial<StatementJson>): Graph {
  const policy = ofType(graph, AWS.iam.RolePolicy).find(({ outputs }) => outputs.role === role);
  assert.ok(policy, `there is no role ${role}`);
  return withStatement(graph, policy.type, policy.name, "policy", statement);
}

/** Who may do what must never be, without what decided. */
async function breaches(graph: Graph): Promise<string[]> {
  const found = await checkNever(graph);
  return found.map(({ who, what }) => `${who}: ${what.replace(/ on [^]*$/, "")}`).sort();
}

describe("what must never be", () => {
  for (const sample of ["full", "minimal", "trial"] satisfies Sample[]) {
    it(`is nowhere in the ${sample} sample`, async () => {
      assert.deepEqual(await checkNever((await rehearsed(sample)).graph), []);
    });
  }

  it("is asked of landing zones only", async () => {
    const { graph } = await rehearsed("full");
    const broken = withPermission(graph, "mlops-fraud-automation-ml-engineer", {
      Action: "sagemaker:UpdateModelPackage",
      Resource: VERSIONS,
    });
    const organization = { ...broken, stack: { ...broken.stack, kind: "organization" as const } };
    assert.deepEqual(await checkNever(organization), []);
  });

  it("is found for every action of every rule, were a role without a boundary given it", async () => {
    const { graph } = await rehearsed("full");
    const scientist = "mlops-fraud-production-data-scientist";
    const text = JSON.stringify(graph).replaceAll("mlops-fraud-production-ml-engineer", scientist);
    const open = changed(
      JSON.parse(text) as Graph,
      ({ type }) => type === AWS.iam.Role,
      () => ({ permissionsBoundary: "" }),
    );
    for (const { what, actions, on, outsiders } of neverRules(new Zone(worldOf(open)))) {
      const statement = { Action: actions, Resource: on };
      const broken = [
        scientist,
        "mlops-fraud-automation-data-scientist",
        "mlops-fraud-development-ground-truth-churn",
      ].reduce((all, role) => withPermission(all, role, statement), open);
      const found = (await breaches(broken)).filter((breach) => breach.includes(`: ${what}: `));
      const missed = actions.filter((action) => !found.some((breach) => breach.endsWith(` ${action}`)));
      assert.deepEqual(outsiders !== undefined ? [] : missed, [], what);
    }
  });

  it("says who, what and by which statement", async () => {
    const { graph } = await rehearsed("full");
    const broken = withPermission(graph, "mlops-fraud-automation-ml-engineer", {
      Action: "sagemaker:UpdateModelPackage",
      Resource: VERSIONS,
    });
    const [breach, ...more] = await checkNever(broken);
    assert.deepEqual(more, []);
    assert.equal(breach?.who, "ml-engineer@automation");
    assert.match(
      breach.what,
      /^approve a version of a model: sagemaker:UpdateModelPackage on \S+fraud-churn\/\S+, by /,
    );
    assert.match(breach.what, /\bAdded in iam\/RolePolicy /);
    assert.match(breach.because, /only the lead/);
  });

  const cases: readonly (readonly [string, string, Partial<StatementJson>, string[]])[] = [
    [
      "an approval under a condition that the role can meet",
      "mlops-fraud-automation-data-scientist",
      {
        Action: "sagemaker:Update*",
        Resource: "*",
        Condition: {
          StringEquals: { "sagemaker:ModelApprovalStatus": "Approved" },
          Null: { "sagemaker:CustomerMetadataPropertiesToRemove": "true" },
        },
      },
      [
        "data-scientist@automation: approve a version of a model: sagemaker:UpdateModelPackage",
        "data-scientist@automation: approve a version of a model: sagemaker:UpdateModelPackage",
      ],
    ],
    [
      "another role that updates an endpoint in production",
      "mlops-fraud-production-ml-engineer",
      { Action: "sagemaker:UpdateEndpoint", Resource: ENDPOINT },
      ["ml-engineer@production: change an endpoint in production: sagemaker:UpdateEndpoint"],
    ],
    [
      "the role of a pipeline handed to a service",
      "mlops-fraud-automation-model-build",
      {
        Action: "iam:PassRole",
        Resource: `arn:aws:iam::${AUTOMATION}:role/mlops-fraud-automation-infra*`,
        Condition: { StringEquals: { "iam:PassedToService": "sagemaker.amazonaws.com" } },
      },
      ["model-build@automation: hand the role of a person or of a pipeline to a service: iam:PassRole"],
    ],
  ];
  for (const [what, role, statement, expected] of cases) {
    it(`finds ${what}`, async () => {
      const { graph } = await rehearsed("full");
      assert.deepEqual(await breaches(withPermission(graph, role, statement)), expected);
    });
  }

  it("finds nothing in what the boundary takes away", async () => {
    const { graph } = await rehearsed("full");
    const broken = withPermission(graph, "mlops-fraud-production-ml-engineer", {
      Action: ["iam:CreateUser", "organizations:LeaveOrganization"],
      Resource: "*",
    });
    assert.deepEqual(await breaches(broken), []);
  });

  it("finds a role that lost its boundary, and what it may do without", async () => {
    const { graph } = await rehearsed("full");
    const name = "mlops-fraud-production-ml-engineer";
    const broken = changed(
      withPermission(graph, name, {
        Action: "iam:PutRolePolicy",
        Resource: `arn:aws:iam::${PRODUCTION}:role/a`,
      }),
      ({ type, outputs }) => type === AWS.iam.Role && outputs.name === name,
      () => ({ permissionsBoundary: "" }),
    );
    assert.deepEqual(await breaches(broken), [
      "ml-engineer@production: change roles, policies or boundaries, or make users: iam:PutRolePolicy",
      "ml-engineer@production: have no boundary",
    ]);
  });

  it("finds a queue that an account of others may write to", async () => {
    const { graph } = await rehearsed("full");
    const policy = ofType(graph, AWS.sqs.QueuePolicy).find(
      ({ provider }) => provider?.account === AUTOMATION,
    );
    const { name } = policy ?? assert.fail("there is no queue with a policy");
    const broken = withStatement(graph, AWS.sqs.QueuePolicy, name, "policy", {
      Principal: { AWS: "arn:aws:iam::444455556666:root" },
      Action: "sqs:SendMessage",
      Resource: "*",
    });
    const [who] = await breaches(broken);
    assert.equal(
      who,
      "account 444455556666: reach anything from outside of the landing zone: sqs:SendMessage",
    );
  });

  it("finds a role for labels that an account may take which the settings do not name, and no other", async () => {
    const { graph } = await rehearsed("full");
    const trust = (account: string): Graph =>
      changed(
        graph,
        ({ type, outputs }) =>
          type === AWS.iam.Role && outputs.name === "mlops-fraud-development-ground-truth-churn",
        ({ outputs }) => ({
          assumeRolePolicy: text(outputs.assumeRolePolicy).replaceAll("210000000004", account),
        }),
      );
    assert.deepEqual(await breaches(trust("444455556666")), []);
    const [who] = await breaches(trust(STRANGER));
    assert.match(
      who ?? "",
      /^an account of strangers: deliver labels from an account that .* sts:AssumeRole$/,
    );
  });

  it("finds a pipeline's role that another service connection may have", async () => {
    const { graph } = await rehearsed("full");
    const broken = changed(
      graph,
      ({ type, outputs }) => type === AWS.iam.Role && outputs.name === "mlops-fraud-production-model-deploy",
      ({ outputs }) => ({
        assumeRolePolicy: text(outputs.assumeRolePolicy)
          .replace("/model-deploy-production", "/*")
          .replace('"StringEquals"', '"StringLike"'),
      }),
    );
    const found = await checkNever(broken);
    assert.ok(found.length > 0);
    assert.deepEqual([...new Set(found.map(({ what }) => what))], ["become model-deploy@production"]);
  });
});
