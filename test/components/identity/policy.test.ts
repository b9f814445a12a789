import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import type { ResourceStatement, Statement } from "../../../components/identity/policy";
import { policyDocument, renderDocument } from "../../../components/identity/policy";
import { startMocks } from "../../support/mocks";
import { isKnown, valueOf } from "../../support/outputs";

const BUCKET = "arn:aws:s3:::models";
const read: Statement = { sid: "ReadModels", actions: ["s3:GetObject"], resources: [`${BUCKET}/*`] };
const trust: ResourceStatement = {
  sid: "Trust",
  principal: { Service: "lambda.amazonaws.com" },
  actions: ["sts:AssumeRole"],
};

async function rendered(...statements: (Statement | ResourceStatement)[]): Promise<unknown> {
  return JSON.parse(await valueOf(policyDocument(statements)));
}

describe("policy documents", () => {
  beforeEach(() => {
    startMocks();
  });

  it("write single actions and resources as text, several as lists", async () => {
    const list: Statement = {
      sid: "ListModels",
      actions: ["s3:ListBucket", "s3:GetBucketLocation"],
      resources: [BUCKET, pulumi.output("arn:aws:s3:::data")],
      conditions: { StringLike: { "s3:prefix": ["churn/*"] } },
    };
    assert.deepEqual(await rendered(read, list), {
      Version: "2012-10-17",
      Statement: [
        { Sid: "ReadModels", Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::models/*" },
        {
          Sid: "ListModels",
          Effect: "Allow",
          Action: ["s3:ListBucket", "s3:GetBucketLocation"],
          Resource: ["arn:aws:s3:::models", "arn:aws:s3:::data"],
          Condition: { StringLike: { "s3:prefix": ["churn/*"] } },
        },
      ],
    });
  });

  it("leave the resource out of a trust policy", async () => {
    assert.deepEqual(await rendered(trust), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Trust",
          Effect: "Allow",
          Principal: { Service: "lambda.amazonaws.com" },
          Action: "sts:AssumeRole",
        },
      ],
    });
  });

  it("deny everything, to everyone, where that is meant", async () => {
    const deny: ResourceStatement = {
      sid: "DenyPlainHttp",
      effect: "Deny",
      principal: "*",
      actions: ["s3:*"],
      resources: [BUCKET, "*"],
    };
    assert.deepEqual(await rendered(deny), {
      Version: "2012-10-17",
      Statement: [
        { Sid: "DenyPlainHttp", Effect: "Deny", Principal: "*", Action: "s3:*", Resource: [BUCKET, "*"] },
      ],
    });
  });

  it("are known in a preview as long as their ARNs are", async () => {
    startMocks({ preview: true });
    assert.equal(await isKnown(policyDocument([read])), true);
    const unknown = pulumi.output(pulumi.unknown as unknown as string);
    assert.equal(await isKnown(policyDocument([{ ...read, resources: [unknown] }])), false);
  });

  for (const action of [
    "cloudwatch:PutMetricData",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ecr:GetAuthorizationToken",
    "sts:GetCallerIdentity",
    "sts:GetWebIdentityToken",
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
  ]) {
    it(`allow ${action} on everything: AWS cannot limit it`, async () => {
      const document = (await rendered({ sid: "Any", actions: [action], resources: ["*"] })) as {
        Statement: unknown;
      };
      assert.deepEqual(document.Statement, [{ Sid: "Any", Effect: "Allow", Action: action, Resource: "*" }]);
    });
  }

  it("let the owner of a key do everything with it", async () => {
    const owner: ResourceStatement = {
      sid: "Owner",
      principal: { AWS: "arn:aws:iam::111122223333:root" },
      actions: ["kms:*"],
      resources: ["*"],
    };
    assert.ok(await rendered(owner));
  });

  it("let everyone in under conditions", async () => {
    const conditions = { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } };
    assert.ok(await rendered({ ...trust, principal: "*", conditions }));
  });

  const refused: readonly (readonly [
    what: string,
    statement: Statement | ResourceStatement,
    message: string,
  ])[] = [
    ["every action", { ...read, actions: ["*"] }, "statement ReadModels allows *: name the actions"],
    [
      "every action of a service",
      { ...read, actions: ["s3:GetObject", "s3:*"] },
      "statement ReadModels allows s3:*: name the actions",
    ],
    [
      "every resource",
      { ...read, resources: ["*"] },
      "statement ReadModels allows s3:GetObject on every resource: name the resources",
    ],
    [
      "every resource beside another",
      { ...read, resources: [BUCKET, "*"] },
      "statement ReadModels allows s3:GetObject on every resource: name the resources",
    ],
    [
      "every resource to an action beside one that needs it",
      { ...read, actions: ["sts:GetCallerIdentity", "s3:GetObject"], resources: ["*"] },
      "statement ReadModels allows s3:GetObject on every resource: name the resources",
    ],
    [
      "everyone",
      { ...trust, principal: "*" },
      "statement Trust allows everyone: name the principals, or add conditions",
    ],
    [
      "every AWS account",
      { ...trust, principal: { AWS: "*" } },
      "statement Trust allows everyone: name the principals, or add conditions",
    ],
    ["an empty sid", { ...read, sid: "" }, 'statement id "" is not made of letters and digits'],
    [
      "a sid with a hyphen",
      { ...read, sid: "read-models" },
      'statement id "read-models" is not made of letters and digits',
    ],
  ];
  for (const [what, statement, message] of refused) {
    it(`refuse ${what}`, () => {
      assert.throws(() => policyDocument([statement]), { message });
    });
  }

  it("refuse a sid twice", () => {
    assert.throws(() => policyDocument([read, read]), { message: 'statement id "ReadModels" is used twice' });
  });
});

describe("ceilings", () => {
  it("may name whole services: they grant nothing", async () => {
    const ceiling = renderDocument([{ sid: "Services", actions: ["s3:*"], resources: ["*"] }]);
    assert.deepEqual(JSON.parse(await valueOf(ceiling)), {
      Version: "2012-10-17",
      Statement: [{ Sid: "Services", Effect: "Allow", Action: "s3:*", Resource: "*" }],
    });
  });

  it("may deny everything except some actions", async () => {
    const except = renderDocument([
      { sid: "Regions", effect: "Deny", notActions: ["iam:*", "sts:*"], resources: ["*"] },
    ]);
    assert.deepEqual(JSON.parse(await valueOf(except)), {
      Version: "2012-10-17",
      Statement: [{ Sid: "Regions", Effect: "Deny", NotAction: ["iam:*", "sts:*"], Resource: "*" }],
    });
  });

  it("refuse a sid twice too", () => {
    const ceiling: Statement = { sid: "Services", actions: ["s3:*"], resources: ["*"] };
    assert.throws(() => renderDocument([ceiling, ceiling]), /statement id "Services" is used twice/);
  });
});
