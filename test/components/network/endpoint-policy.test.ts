import assert from "node:assert/strict";

import { runSimulation } from "@cloud-copilot/iam-simulate";

import type { Perimeter } from "../../../components/network/endpoint-policy";
import { endpointPolicy } from "../../../components/network/endpoint-policy";
import type { EndpointService } from "../../../components/network/services";
import { GATEWAY_SERVICES, INTERFACE_SERVICES } from "../../../components/network/services";
import { AUTOMATION_ACCOUNT, document, scope } from "../../support/fixtures";
import { isKnown, valueOf } from "../../support/outputs";

const ORGANIZATION = "o-a1b2c3d4e5";
const organization: Perimeter = { scope: scope(), organizationId: ORGANIZATION };
const account: Perimeter = { scope: scope() };

const policyOf = async (perimeter: Perimeter, service: EndpointService): Promise<unknown> =>
  JSON.parse(await valueOf(endpointPolicy(perimeter, service)));

const EVERYTHING = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
const WITHIN_ORGANIZATION = [
  {
    Sid: "OwnPrincipalsToOwnResources",
    ...EVERYTHING,
    Condition: {
      StringEquals: { "aws:PrincipalOrgID": ORGANIZATION, "aws:ResourceOrgID": ORGANIZATION },
    },
  },
  {
    Sid: "AwsServicesToOwnResources",
    ...EVERYTHING,
    Condition: {
      Bool: { "aws:PrincipalIsAWSService": "true" },
      StringEquals: { "aws:ResourceOrgID": ORGANIZATION },
    },
  },
];
const WITHIN_ACCOUNT = [
  {
    Sid: "OwnPrincipalsToOwnResources",
    ...EVERYTHING,
    Condition: {
      StringEquals: { "aws:PrincipalAccount": AUTOMATION_ACCOUNT, "aws:ResourceAccount": AUTOMATION_ACCOUNT },
    },
  },
  {
    Sid: "AwsServicesToOwnResources",
    ...EVERYTHING,
    Condition: {
      Bool: { "aws:PrincipalIsAWSService": "true" },
      StringEquals: { "aws:ResourceAccount": AUTOMATION_ACCOUNT },
    },
  },
];
const bucketsOfAws = (principals: object, partition = "aws", region = "eu-west-1"): object[] => [
  {
    Sid: "LayersOfImages",
    Effect: "Allow",
    Principal: "*",
    Action: "s3:GetObject",
    Resource: `arn:${partition}:s3:::prod-${region}-starport-layer-bucket/*`,
    Condition: { Bool: { "aws:SecureTransport": "true" } },
  },
  {
    Sid: "ModelsOfJumpStart",
    Effect: "Allow",
    Principal: "*",
    Action: ["s3:GetObject", "s3:ListBucket"],
    Resource: [
      `arn:${partition}:s3:::jumpstart-cache-prod-${region}`,
      `arn:${partition}:s3:::jumpstart-cache-prod-${region}/*`,
    ],
    Condition: { StringEquals: principals },
  },
];
const imagesOfAws = (principals: object): object => ({
  Sid: "ImagesOfSageMaker",
  Effect: "Allow",
  Principal: "*",
  Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
  Resource: [
    "arn:aws:ecr:eu-west-1:763104351884:repository/*",
    "arn:aws:ecr:eu-west-1:141502667606:repository/*",
    "arn:aws:ecr:eu-west-1:468650794304:repository/*",
    "arn:aws:ecr:eu-west-1:131013547314:repository/*",
  ],
  Condition: { StringEquals: principals },
});

const WITH_EXCEPTIONS: readonly EndpointService[] = ["s3", "ecr.api", "ecr.dkr"];

describe("endpointPolicy", () => {
  for (const [title, perimeter, within, principals] of [
    ["the organization", organization, WITHIN_ORGANIZATION, { "aws:PrincipalOrgID": ORGANIZATION }],
    ["one account", account, WITHIN_ACCOUNT, { "aws:PrincipalAccount": AUTOMATION_ACCOUNT }],
  ] as const) {
    it(`binds S3 to ${title}, except for what AWS keeps there`, async () => {
      assert.deepEqual(await policyOf(perimeter, "s3"), document(...within, ...bucketsOfAws(principals)));
    });

    it(`binds ECR to ${title}, except for the images of AWS`, async () => {
      const expected = document(...within, imagesOfAws(principals));
      assert.deepEqual(await policyOf(perimeter, "ecr.api"), expected);
      assert.deepEqual(await policyOf(perimeter, "ecr.dkr"), expected);
    });

    it(`binds every other service to ${title} without exception`, async () => {
      const others = [...GATEWAY_SERVICES, ...INTERFACE_SERVICES].filter(
        (service) => !WITH_EXCEPTIONS.includes(service),
      );
      assert.equal(others.length, 14);
      for (const service of others) {
        assert.deepEqual(await policyOf(perimeter, service), document(...within), service);
      }
    });
  }

  it("names what AWS owns in the partition and the Region", async () => {
    const perimeter = {
      scope: scope({ region: "cn-north-1", partition: "aws-cn" }),
      organizationId: ORGANIZATION,
    };
    assert.deepEqual(
      await policyOf(perimeter, "s3"),
      document(
        ...WITHIN_ORGANIZATION,
        ...bucketsOfAws({ "aws:PrincipalOrgID": ORGANIZATION }, "aws-cn", "cn-north-1"),
      ),
    );
  });

  it("fits the 20,480 characters that AWS takes", async () => {
    for (const service of WITH_EXCEPTIONS) {
      assert.ok((await valueOf(endpointPolicy(organization, service))).length < 20_480);
    }
  });

  it("is known in a preview", async () => {
    assert.equal(await isKnown(endpointPolicy(organization, "s3")), true);
  });
});

/** Whether the policy lets a request through; whether the caller may make it is a question for others. */
async function passes(
  perimeter: Perimeter,
  service: EndpointService,
  request: { action: string; resource: string; context: Record<string, string> },
): Promise<boolean> {
  const { action, resource, context } = request;
  const simulated = await runSimulation(
    {
      request: {
        principal: `arn:aws:iam::${AUTOMATION_ACCOUNT}:role/mlops-fraud-automation-training`,
        action,
        resource: { resource, accountId: context["aws:ResourceAccount"] ?? AUTOMATION_ACCOUNT },
        contextVariables: { "aws:SecureTransport": "true", ...context },
      },
      identityPolicies: [],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      vpcEndpointPolicies: [{ name: service, policy: await policyOf(perimeter, service) }],
    },
    {},
  );
  if (simulated.resultType !== "single") {
    throw new Error(JSON.stringify(simulated));
  }
  return simulated.result.analysis.endpointAnalysis?.result === "Allowed";
}

const STRANGER = "999999999999";
const OTHERS = "o-z9y8x7w6v5";
const bucket = (name: string): string => `arn:aws:s3:::${name}/key`;
const here = { "aws:PrincipalAccount": AUTOMATION_ACCOUNT, "aws:PrincipalOrgID": ORGANIZATION };
const ownResource = { "aws:ResourceAccount": "200000000001", "aws:ResourceOrgID": ORGANIZATION };

describe("an endpoint bound to the organization", () => {
  const s3 = (context: Record<string, string>, action = "s3:PutObject", resource = bucket("data")) =>
    passes(organization, "s3", { action, resource, context });

  it("lets own principals reach own resources", async () => {
    assert.equal(await s3({ ...here, ...ownResource }), true);
  });

  it("stops own principals before the resources of another organization", async () => {
    assert.equal(await s3({ ...here, "aws:ResourceAccount": STRANGER, "aws:ResourceOrgID": OTHERS }), false);
  });

  it("stops own principals before an account that is in no organization", async () => {
    assert.equal(await s3({ ...here, "aws:ResourceAccount": STRANGER }), false);
  });

  it("stops credentials from elsewhere, even on the way to own resources", async () => {
    assert.equal(await s3({ "aws:PrincipalAccount": STRANGER, ...ownResource }), false);
    assert.equal(
      await s3({ "aws:PrincipalAccount": STRANGER, "aws:PrincipalOrgID": OTHERS, ...ownResource }),
      false,
    );
  });

  it("lets services of AWS reach own resources only", async () => {
    const service = { "aws:PrincipalIsAWSService": "true" };
    assert.equal(await s3({ ...service, ...ownResource }), true);
    assert.equal(await s3({ ...service, "aws:ResourceAccount": STRANGER }), false);
  });

  it("lets anyone read the layers of images over TLS, and write none", async () => {
    const layers = bucket("prod-eu-west-1-starport-layer-bucket");
    const signedByEcr = { "aws:PrincipalAccount": STRANGER, "aws:ResourceAccount": STRANGER };
    assert.equal(await s3(signedByEcr, "s3:GetObject", layers), true);
    assert.equal(await s3({ ...signedByEcr, "aws:SecureTransport": "false" }, "s3:GetObject", layers), false);
    assert.equal(await s3(signedByEcr, "s3:PutObject", layers), false);
  });

  it("lets own principals read models of JumpStart", async () => {
    const models = bucket("jumpstart-cache-prod-eu-west-1");
    const ofAws = { "aws:ResourceAccount": STRANGER };
    assert.equal(await s3({ ...here, ...ofAws }, "s3:GetObject", models), true);
    assert.equal(await s3({ "aws:PrincipalAccount": STRANGER, ...ofAws }, "s3:GetObject", models), false);
    assert.equal(await s3({ ...here, ...ofAws }, "s3:PutObject", models), false);
  });

  it("lets own principals pull images of AWS, from no other stranger, and push none", async () => {
    const ecr = (from: string, action: string) =>
      passes(organization, "ecr.dkr", {
        action,
        resource: `arn:aws:ecr:eu-west-1:${from}:repository/sagemaker-xgboost`,
        context: { ...here, "aws:ResourceAccount": from },
      });
    assert.equal(await ecr("141502667606", "ecr:BatchGetImage"), true);
    assert.equal(await ecr(STRANGER, "ecr:BatchGetImage"), false);
    assert.equal(await ecr("141502667606", "ecr:PutImage"), false);
  });

  it("stops the roles of strangers from being assumed", async () => {
    const assume = (context: Record<string, string>) =>
      passes(organization, "sts", {
        action: "sts:AssumeRole",
        resource: `arn:aws:iam::${context["aws:ResourceAccount"] ?? ""}:role/target`,
        context: { ...here, ...context },
      });
    assert.equal(await assume(ownResource), true);
    assert.equal(await assume({ "aws:ResourceAccount": STRANGER, "aws:ResourceOrgID": OTHERS }), false);
  });
});

describe("an endpoint bound to one account", () => {
  const kms = (context: Record<string, string>) =>
    passes(account, "kms", {
      action: "kms:Decrypt",
      resource: `arn:aws:kms:eu-west-1:${context["aws:ResourceAccount"] ?? ""}:key/1f0c5a3e-8d7b-4c2a-a6b1-0d9e8f7a6b5c`,
      context,
    });
  const ownAccount = { "aws:PrincipalAccount": AUTOMATION_ACCOUNT };

  it("lets principals and resources of the account meet, and no others", async () => {
    assert.equal(await kms({ ...ownAccount, "aws:ResourceAccount": AUTOMATION_ACCOUNT }), true);
    assert.equal(await kms({ ...ownAccount, "aws:ResourceAccount": STRANGER }), false);
    assert.equal(
      await kms({ "aws:PrincipalAccount": STRANGER, "aws:ResourceAccount": AUTOMATION_ACCOUNT }),
      false,
    );
  });
});
