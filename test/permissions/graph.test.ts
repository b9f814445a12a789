import assert from "node:assert/strict";

import { documentsOf, parseDocument } from "../../permissions/graph/documents";
import { viewOf } from "../../permissions/graph/stack";
import type { GraphProperties } from "../../simulator/rehearsal/graph";
import { document, graphOf, landingZone, organization, OWN, resource, smallWorld } from "./small-world";
import { AWS } from "../support/types";

const ANY = document({ Sid: "Any", Effect: "Allow", Action: "s3:GetObject", Resource: "*" });

describe("the documents of a graph", () => {
  it("are named by type, logical name and property", () => {
    assert.deepEqual(
      documentsOf(landingZone("own", OWN)).map(({ id, kind }) => [id, kind]),
      [
        ["iam/Role reader assumeRolePolicy", "trust"],
        ["iam/RolePolicy reader-policy policy", "identity"],
        ["iam/Policy boundary policy", "managed"],
        ["s3/BucketPolicy data-policy policy", "resource"],
      ],
    );
  });

  it("are refused where nobody said how IAM uses them", () => {
    const unknown = resource(AWS.backup.VaultPolicy, "vault", { policy: ANY });
    assert.throws(() => documentsOf(graphOf(unknown)), {
      message:
        /^aws:backup\/vaultPolicy:VaultPolicy vault holds a policy document in policy, which the permission matrix/,
    });
  });

  it("have lists of statements, also where there is one", () => {
    const one = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
    assert.deepEqual(parseDocument(JSON.stringify({ Version: "2012-10-17", Statement: one })).Statement, [
      one,
    ]);
  });

  it("include the permission of a function, as AWS writes it", () => {
    const permission = (outputs: GraphProperties): unknown =>
      documentsOf(graphOf(resource(AWS.lambda.Permission, "rule", outputs)))[0]?.content.Statement;
    const functionArn = `arn:aws:lambda:eu-west-1:${OWN}:function:start`;
    const allowed = { Effect: "Allow", Action: "lambda:InvokeFunction", Resource: functionArn };
    const common = { action: "lambda:InvokeFunction", function: "start" };
    assert.deepEqual(
      permission({
        ...common,
        principal: "events.amazonaws.com",
        sourceArn: "arn:aws:events:eu-west-1:1:rule/r",
      }),
      [
        {
          ...allowed,
          Sid: "rule",
          Principal: { Service: "events.amazonaws.com" },
          Condition: { ArnLike: { "AWS:SourceArn": "arn:aws:events:eu-west-1:1:rule/r" } },
        },
      ],
    );
    const limits = { principal: OWN, statementId: "Own", sourceAccount: OWN, principalOrgId: "o-1" };
    assert.deepEqual(permission({ ...common, ...limits, function: functionArn }), [
      {
        ...allowed,
        Sid: "Own",
        Principal: { AWS: OWN },
        Condition: { StringEquals: { "AWS:SourceAccount": OWN, "aws:PrincipalOrgID": "o-1" } },
      },
    ]);
  });
});

describe("a role of a graph", () => {
  const role = { name: "writer", arn: `arn:aws:iam::${OWN}:role/writer`, assumeRolePolicy: ANY };
  const attachment = (policyArn: string) =>
    resource(AWS.iam.RolePolicyAttachment, "attachment", {
      role: "writer",
      policyArn,
    });

  it("has its inline policies, those that are attached, and its boundary", () => {
    const arn = `arn:aws:iam::${OWN}:policy/shared`;
    const graph = landingZone(
      "own",
      OWN,
      resource(AWS.iam.Role, "writer", role),
      resource(AWS.iam.Policy, "shared", { name: "shared", arn, policy: ANY }),
      attachment(arn),
    );
    assert.deepEqual(
      viewOf(graph).roles.map(({ name, identity, boundary }) => [
        name,
        identity.map(({ id }) => id),
        boundary?.id,
      ]),
      [
        [
          "mlops-own-automation-reader",
          ["iam/RolePolicy reader-policy policy"],
          "iam/Policy boundary policy",
        ],
        ["writer", ["iam/Policy shared policy"], undefined],
      ],
    );
  });

  it("may be an administrator, but have no other policy of AWS", () => {
    const administrator = attachment("arn:aws:iam::aws:policy/AdministratorAccess");
    const [found] = viewOf(graphOf(resource(AWS.iam.Role, "writer", role), administrator)).roles;
    assert.deepEqual(found?.identity[0]?.content.Statement, [
      { Effect: "Allow", Action: "*", Resource: "*" },
    ]);
    const reader = attachment("arn:aws:iam::aws:policy/ReadOnlyAccess");
    assert.throws(() => viewOf(graphOf(resource(AWS.iam.Role, "writer", role), reader)), {
      message: /uses the policy arn:aws:iam::aws:policy\/ReadOnlyAccess, whose text is not known here/,
    });
  });
});

describe("the organization of a world", () => {
  it("has the accounts of the landing zones, under their units", () => {
    const { organization: view } = smallWorld();
    assert.deepEqual(
      view.pathTo(OWN).map(({ id, policies }) => [id, policies.map((policy) => policy.id)]),
      [
        ["r-1", []],
        ["ou-upper", ["organizations/Policy guardrails content"]],
        ["ou-lower", []],
        [OWN, []],
      ],
    );
    assert.deepEqual(view.pathTo("800000000001"), []);
    assert.ok(!JSON.stringify(view.graph).includes("o-simulated0"));
  });
});

describe("a stack set", () => {
  const template = {
    Parameters: { Trusted: { Default: "arn:aws:iam::800000000001:root" } },
    Resources: {
      Deployer: {
        Type: "AWS::IAM::Role",
        Properties: {
          RoleName: "mlops-deployer",
          AssumeRolePolicyDocument: {
            Version: "2012-10-17",
            Statement: [
              {
                Sid: "Own",
                Effect: "Allow",
                Principal: { AWS: { Ref: "Trusted" } },
                Action: "sts:AssumeRole",
              },
            ],
          },
          Policies: [
            {
              PolicyName: "deploy",
              PolicyDocument: {
                Version: "2012-10-17",
                Statement: [
                  {
                    Sid: "Own",
                    Effect: "Allow",
                    Action: "iam:*",
                    Resource: { "Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/mlops-*" },
                  },
                ],
              },
            },
          ],
        },
      },
      Other: { Type: "AWS::SNS::Topic" },
    },
  };
  const world = (deploymentTargets: GraphProperties, body: unknown = template) =>
    smallWorld({
      organization: organization(
        resource(AWS.cloudformation.StackSet, "deployer", {
          name: "mlops-own-deployer",
          templateBody: JSON.stringify(body),
        }),
        resource(AWS.cloudformation.StackSetInstance, "accounts", {
          stackSetName: "mlops-own-deployer",
          deploymentTargets,
        }),
      ),
    });
  const accountsOf = (deploymentTargets: GraphProperties): string[] =>
    world(deploymentTargets)
      .roles.filter(({ name }) => name === "mlops-deployer")
      .map(({ account }) => account);

  it("makes its roles in the accounts of its units, narrowed by the list", () => {
    const organizationalUnitIds = ["ou-lower"];
    const accounts = ["800000000001"];
    assert.deepEqual(accountsOf({ organizationalUnitIds }), [OWN, "210000000002"]);
    assert.deepEqual(accountsOf({ organizationalUnitIds, accounts, accountFilterType: "INTERSECTION" }), [
      OWN,
    ]);
    assert.deepEqual(accountsOf({ organizationalUnitIds, accounts, accountFilterType: "DIFFERENCE" }), [
      "210000000002",
    ]);
    assert.deepEqual(
      accountsOf({ organizationalUnitIds: ["ou-other"], accounts, accountFilterType: "UNION" }),
      [OWN],
    );
    assert.deepEqual(accountsOf({ organizationalUnitIds: ["ou-other"] }), []);
  });

  it("gives them documents with the ids of the account, which are among the documents of the world", () => {
    const { roles, documents } = world({ organizationalUnitIds: ["ou-lower"] });
    const deployer = roles.find(({ name, account }) => name === "mlops-deployer" && account === OWN);
    assert.deepEqual(deployer?.trust.content.Statement[0]?.Principal, { AWS: `arn:aws:iam::${OWN}:root` });
    assert.deepEqual(
      deployer.identity[0]?.content.Statement[0]?.Resource,
      `arn:aws:iam::${OWN}:role/mlops-*`,
    );
    assert.deepEqual(
      documents.map(({ id }) => id).filter((id) => id.startsWith("cloudformation")),
      [
        "cloudformation/StackSet deployer Deployer AssumeRolePolicyDocument",
        "cloudformation/StackSet deployer Deployer deploy",
      ],
    );
  });

  it("is refused if a role in it depends on what is not read here", () => {
    const { Deployer } = template.Resources;
    const body = (RoleName: unknown): unknown => ({
      Resources: { Deployer: { ...Deployer, Properties: { RoleName, AssumeRolePolicyDocument: {} } } },
    });
    assert.throws(() => world({ organizationalUnitIds: ["ou-lower"] }, body({ "Fn::If": [] })), {
      message: "template of stack set deployer uses Fn::If in a role, which is not read here",
    });
    assert.throws(() => world({ organizationalUnitIds: ["ou-lower"] }, body({ Ref: "Nothing" })), {
      message: "template of stack set deployer refers to Nothing, which is not read here",
    });
  });
});
