import type { PolicyJson, StatementJson } from "../../permissions/graph/documents";
import type { WorldGraphs } from "../../permissions/graph/world";
import { World } from "../../permissions/graph/world";
import type { Graph, GraphProperties, GraphResource } from "../../simulator/rehearsal/graph";
import { AWS, PROVIDERS } from "../support/types";

/** Accounts of the small world: team `own` with one plane, team `risk` with the same. */
export const OWN = "200000000002";
export const RISK = "210000000002";
const MANAGEMENT = "100000000001";

/** A resource of a graph, with what matters here. */
export function resource(
  type: string,
  name: string,
  outputs: GraphProperties,
  account: string = OWN,
  id: string = name,
): GraphResource {
  return {
    urn: `urn:pulumi:test::mlops::${type}::${name}`,
    type,
    name,
    parent: null,
    provider: { urn: null, account, region: "eu-west-1" },
    custom: true,
    external: false,
    id,
    inputs: {},
    outputs,
    secrets: [],
    dependencies: [],
    propertyDependencies: {},
    protect: false,
    retainOnDelete: false,
    ignoreChanges: [],
    deleteBeforeReplace: false,
    additionalSecretOutputs: [],
  };
}

export function graphOf(...resources: readonly GraphResource[]): Graph {
  return { version: 1, stack: { project: "mlops", stack: "test" }, resources };
}

/** A document as text. */
export function document(...statements: readonly StatementJson[]): string {
  const policy: PolicyJson = { Version: "2012-10-17", Statement: statements };
  return JSON.stringify(policy);
}

export function provider(plane: string, account: string, team: string): GraphResource {
  return resource(PROVIDERS.aws, plane, {
    allowedAccountIds: JSON.stringify([account]),
    defaultTags: JSON.stringify({ tags: { Team: team, Environment: plane } }),
    region: "eu-west-1",
  });
}

const lambdaTrust = document({
  Sid: "Service",
  Effect: "Allow",
  Principal: { Service: "lambda.amazonaws.com" },
  Action: "sts:AssumeRole",
});

/** A role `reader` that reads the bucket `data`, under a boundary; the bucket takes only TLS. */
export function landingZone(team: string, account: string, ...more: readonly GraphResource[]): Graph {
  const bucket = `mlops-${team}-automation-data-${account}`;
  const boundary = `arn:aws:iam::${account}:policy/mlops-${team}-automation-boundary`;
  const role = `mlops-${team}-automation-reader`;
  return graphOf(
    provider("automation", account, team),
    resource(
      AWS.iam.Role,
      "reader",
      {
        name: role,
        arn: `arn:aws:iam::${account}:role/${role}`,
        assumeRolePolicy: lambdaTrust,
        permissionsBoundary: boundary,
      },
      account,
    ),
    resource(
      AWS.iam.RolePolicy,
      "reader-policy",
      {
        name: "reader",
        role,
        policy: document({
          Sid: "Read",
          Effect: "Allow",
          Action: ["s3:GetObject", "s3:PutBucketPolicy"],
          Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
        }),
      },
      account,
    ),
    resource(
      AWS.iam.Policy,
      "boundary",
      {
        name: `mlops-${team}-automation-boundary`,
        arn: boundary,
        policy: document(
          { Sid: "Services", Effect: "Allow", Action: ["s3:*", "kms:*"], Resource: "*" },
          { Sid: "NoWayOut", Effect: "Deny", Action: "s3:PutBucketPolicy", Resource: "*" },
        ),
      },
      account,
    ),
    resource(AWS.s3.Bucket, "data", { bucket, arn: `arn:aws:s3:::${bucket}` }, account),
    resource(
      AWS.s3.BucketPolicy,
      "data-policy",
      {
        bucket,
        policy: document({
          Sid: "OnlyTls",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        }),
      },
      account,
    ),
    ...more,
  );
}

/** The accounts under their units, with simulated ids of their own, and a guardrail on the upper unit. */
export function organization(...more: readonly GraphResource[]): Graph {
  const account = (team: string, id: string): GraphResource =>
    resource(
      AWS.organizations.Account,
      `${team}-automation`,
      {
        arn: `arn:aws:organizations::${MANAGEMENT}:account/o-simulated0/${id}`,
        parentId: "ou-lower",
        tagsAll: { Team: team, Environment: "automation" },
      },
      MANAGEMENT,
      id,
    );
  return graphOf(
    provider("management", MANAGEMENT, "platform"),
    resource(AWS.organizations.OrganizationalUnit, "upper", { parentId: "r-1" }, MANAGEMENT, "ou-upper"),
    resource(AWS.organizations.OrganizationalUnit, "lower", { parentId: "ou-upper" }, MANAGEMENT, "ou-lower"),
    account("own", "800000000001"),
    account("risk", "800000000002"),
    resource(
      AWS.organizations.Policy,
      "guardrails",
      {
        type: "SERVICE_CONTROL_POLICY",
        content: document({ Sid: "NoUsers", Effect: "Deny", Action: "iam:CreateUser", Resource: "*" }),
      },
      MANAGEMENT,
      "p-1",
    ),
    resource(
      AWS.organizations.PolicyAttachment,
      "guardrails-upper",
      { policyId: "p-1", targetId: "ou-upper" },
      MANAGEMENT,
    ),
    ...more,
  );
}

export function smallWorld(change: Partial<WorldGraphs> = {}): World {
  return new World({
    own: landingZone("own", OWN),
    other: landingZone("risk", RISK),
    organization: organization(),
    organizationId: "o-real000000",
    outside: [],
    ...change,
  });
}
