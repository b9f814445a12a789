import assert from "node:assert/strict";

import type { AutomationPlaneArgs } from "../../stacks/automation";
import { AutomationPlane, deploymentRoleArn } from "../../stacks/automation";
import { counts, document, ISSUER, json, NEXT_ISSUER, tree } from "../support/fixtures";
import { startMocks } from "../support/mocks";
import { valueOf } from "../support/outputs";
import { automationArgs, CONSUMERS, placesOf, scopeOf } from "../support/planes";

const ROLE = "aws:iam/role:Role";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const FEDERATION = "aws:iam/outboundWebIdentityFederation:OutboundWebIdentityFederation";
const BOUNDARY = "arn:aws:iam::200000000002:policy/mlops-fraud-automation-boundary";

async function automation(changes: Partial<AutomationPlaneArgs> = {}) {
  const cloud = startMocks();
  const plane = new AutomationPlane("automation", { ...automationArgs(), ...changes });
  await cloud.settled();
  return { cloud, plane };
}

const INFRASTRUCTURE = {
  subject: "sc://contoso-ml/fraud-ml/infrastructure",
  deploymentRoleArns: ["arn:aws:iam::200000000001:role/deployer", "arn:aws:iam::200000000002:role/deployer"],
  state: {
    bucketArn: "arn:aws:s3:::contoso-state",
    keyArn: "arn:aws:kms:eu-west-1:100000000001:key/4a1d0b6e-3c52-4f8e-9a77-d1e2f3a4b5c6",
    project: "mlops",
    stack: "prod",
  },
};

/** The objects of stack prod, and no other team's. */
const OWN_STATE = [
  "arn:aws:s3:::contoso-state/.pulumi/stacks/mlops/prod.json",
  "arn:aws:s3:::contoso-state/.pulumi/stacks/mlops/prod.json.bak",
  "arn:aws:s3:::contoso-state/.pulumi/backups/mlops/prod/*",
  "arn:aws:s3:::contoso-state/.pulumi/history/mlops/prod/*",
  "arn:aws:s3:::contoso-state/.pulumi/locks/organization/mlops/prod/*",
];

describe("AutomationPlane", () => {
  it("holds a registry group and images for each model, and what they share", async () => {
    const { cloud, plane } = await automation();
    assert.deepEqual(
      tree(cloud).filter((line) => line.includes("mlops:")),
      [
        "automation > mlops:containers:ModelImageRepository automation-churn-images",
        "automation > mlops:containers:ModelImageRepository automation-payments-images",
        "automation > mlops:identity:AzureDevOpsIdentityProvider automation-azure-devops",
        "automation > mlops:identity:AzureDevOpsRole automation-model-build",
        "automation > mlops:identity:PermissionsBoundary automation-boundary",
        "automation > mlops:observability:AlertTopic automation-alerts",
        "automation > mlops:sagemaker:ModelRegistryGroup automation-churn-versions",
        "automation > mlops:sagemaker:ModelRegistryGroup automation-payments-versions",
        "automation > mlops:storage:EncryptedBucket automation-artifacts",
        "automation > mlops:storage:EncryptionKey automation-key",
        "mlops:plane:Automation automation",
      ],
    );
    assert.equal(await valueOf(plane.permissionsBoundaryArn), BOUNDARY);
    assert.equal(
      await valueOf(plane.alertTopicArn),
      "arn:aws:sns:eu-west-1:200000000002:mlops-fraud-automation-alerts",
    );
    assert.equal(
      await valueOf(plane.modelBuildRoleArn),
      "arn:aws:iam::200000000002:role/mlops-fraud-automation-model-build",
    );
  });

  it("acts in its account only", async () => {
    const { cloud } = await automation({ infrastructure: INFRASTRUCTURE });
    assert.deepEqual(placesOf(cloud), ["200000000002 by automation"]);
  });

  it("encrypts artifacts, images and alarms with one key", async () => {
    const { cloud, plane } = await automation();
    const keyArn = await valueOf(plane.keyArn);
    assert.deepEqual(
      cloud.byType("aws:ecr/repository:Repository").map(({ inputs }) => inputs.encryptionConfigurations),
      [[{ encryptionType: "KMS", kmsKey: keyArn }], [{ encryptionType: "KMS", kmsKey: keyArn }]],
    );
    assert.equal(cloud.one("aws:sns/topic:Topic", "automation-alerts").inputs.kmsMasterKeyId, keyArn);
    const type = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
    assert.ok(JSON.stringify(cloud.one(type, "automation-artifacts-encryption").inputs).includes(keyArn));
    assert.deepEqual(sidsOf(json(cloud.one("aws:kms/key:Key", "automation-key"))).slice(3), [
      "AlarmsOfThisAccount",
      "RulesOfThisAccount",
      "LogGroupsOfThisAccount",
    ]);
  });

  it("lets Model Build read the registry of the team's models, and nothing else", async () => {
    const { cloud } = await automation();
    const arn = "arn:aws:sagemaker:eu-west-1:200000000002";
    assert.deepEqual(
      json(cloud.one(ROLE_POLICY, "automation-model-build-policy")),
      document({
        Sid: "ReadRegistry",
        Effect: "Allow",
        Action: [
          "sagemaker:DescribeModelPackageGroup",
          "sagemaker:DescribeModelPackage",
          "sagemaker:ListModelPackages",
        ],
        Resource: [
          `${arn}:model-package-group/fraud-churn`,
          `${arn}:model-package/fraud-churn/*`,
          `${arn}:model-package-group/fraud-payments`,
          `${arn}:model-package/fraud-payments/*`,
        ],
      }),
    );
    assert.deepEqual(subjectsOf(cloud.one(ROLE, "automation-model-build")), [
      "sc://contoso-ml/fraud-ml/model-build",
    ]);
  });

  it("registers every issuer, and its roles trust every one", async () => {
    const { cloud } = await automation({ issuers: [ISSUER, NEXT_ISSUER], infrastructure: INFRASTRUCTURE });
    assert.equal(cloud.byType("aws:iam/openIdConnectProvider:OpenIdConnectProvider").length, 2);
    for (const role of cloud.byType(ROLE)) {
      assert.equal(subjectsOf(role).length, 2, role.name);
      assert.equal(role.inputs.permissionsBoundary, BOUNDARY);
    }
  });

  it("has no statement for other accounts when nobody reads from one", async () => {
    const { cloud } = await automation();
    assert.deepEqual(sharing(cloud), []);
    assert.equal(counts(cloud)["aws:ecr/repositoryPolicy:RepositoryPolicy"], undefined);
    assert.equal(counts(cloud)["aws:sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy"], undefined);
  });

  it("shares versions with the roles that deploy, and key, artifacts and images with those that serve", async () => {
    const { cloud } = await automation({
      consumers: CONSUMERS,
    });
    assert.deepEqual(sharing(cloud), [
      "automation-artifacts-policy",
      "automation-churn-images-policy",
      "automation-churn-versions-policy",
      "automation-key",
      "automation-payments-images-policy",
      "automation-payments-versions-policy",
    ]);
    for (const name of sharing(cloud)) {
      const [resource] = cloud.resources.filter((other) => other.custom && other.name === name);
      const { Statement } = JSON.parse(
        String(resource?.inputs.policy ?? resource?.inputs.resourcePolicy),
      ) as {
        Statement: { Condition?: Record<string, unknown> }[];
      };
      const shared = Statement.filter(({ Condition }) =>
        JSON.stringify(Condition ?? {}).includes("Principal"),
      );
      assert.ok(shared.length > 0, name);
      const readers = name.includes("versions") ? CONSUMERS.versions : CONSUMERS.content;
      for (const { Condition } of shared) {
        assert.deepEqual(Condition, {
          StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
          ArnEquals: { "aws:PrincipalArn": readers.roleArns },
        });
      }
    }
  });
});

describe("Infrastructure pipeline's role", () => {
  it("is left out without the pipeline", async () => {
    const { cloud, plane } = await automation();
    assert.deepEqual(
      cloud.byType(ROLE).map(({ name }) => name),
      ["automation-model-build"],
    );
    assert.equal(plane.infrastructureRoleArn, undefined);
  });

  it("assumes the deployment roles and keeps the state of its own stack, and nothing else", async () => {
    const { cloud, plane } = await automation({ infrastructure: INFRASTRUCTURE });
    assert.ok(plane.infrastructureRoleArn);
    assert.equal(
      await valueOf(plane.infrastructureRoleArn),
      "arn:aws:iam::200000000002:role/mlops-fraud-automation-infrastructure",
    );
    assert.deepEqual(
      json(cloud.one(ROLE_POLICY, "automation-infrastructure-policy")),
      document(
        {
          Sid: "ActInTheAccountsOfTheTeam",
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Resource: INFRASTRUCTURE.deploymentRoleArns,
        },
        {
          Sid: "ListState",
          Effect: "Allow",
          Action: "s3:ListBucket",
          Resource: "arn:aws:s3:::contoso-state",
        },
        {
          Sid: "ReadSharedState",
          Effect: "Allow",
          Action: "s3:GetObject",
          Resource: "arn:aws:s3:::contoso-state/.pulumi/meta.yaml",
        },
        {
          Sid: "ReadAndWriteOwnState",
          Effect: "Allow",
          Action: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
          Resource: OWN_STATE,
        },
        {
          Sid: "EncryptState",
          Effect: "Allow",
          Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
          Resource: INFRASTRUCTURE.state.keyArn,
        },
      ),
    );
    assert.deepEqual(subjectsOf(cloud.one(ROLE, "automation-infrastructure")), [INFRASTRUCTURE.subject]);
  });

  it("reads the state of the organization stack where the accounts come from it, and cannot change it", async () => {
    const state = { ...INFRASTRUCTURE.state, readsStack: "mlops/organization" };
    const { cloud } = await automation({ infrastructure: { ...INFRASTRUCTURE, state } });
    const { Statement } = json(cloud.one(ROLE_POLICY, "automation-infrastructure-policy")) as {
      Statement: { Sid: string; Action: unknown; Resource: unknown }[];
    };
    const organization = "arn:aws:s3:::contoso-state/.pulumi/stacks/mlops/organization.json";
    const reaching = Statement.filter(({ Resource }) => JSON.stringify(Resource).includes(organization));
    assert.deepEqual(
      reaching.map(({ Sid, Action }) => [Sid, Action]),
      [["ReadSharedState", "s3:GetObject"]],
    );
  });
});

describe("web identity federation", () => {
  it("is switched on where it is not yet", async () => {
    const { cloud, plane } = await automation();
    const made = cloud.one(FEDERATION, "automation-web-identity");
    assert.deepEqual(made.inputs, {});
    assert.equal(made.parent, await valueOf(plane.urn));
    assert.deepEqual(cloud.invokes, []);
    assert.match(
      await valueOf(plane.webIdentityIssuer),
      /^https:\/\/[0-9a-f-]+\.tokens\.sts\.global\.api\.aws$/,
    );
  });

  it("is read where it exists, in the plane's account", async () => {
    const created = await automation();
    const issuer = await valueOf(created.plane.webIdentityIssuer);
    const { cloud, plane } = await automation({ webIdentityFederation: "existing" });
    assert.deepEqual(cloud.byType(FEDERATION), []);
    assert.deepEqual(cloud.invokes, [
      { token: "aws:iam/getOutboundWebIdentityFederation:getOutboundWebIdentityFederation", args: {} },
    ]);
    assert.equal(await valueOf(plane.webIdentityIssuer), issuer);
  });
});

describe("deploymentRoleArn", () => {
  it("is the role in the plane's account and partition", () => {
    assert.equal(
      deploymentRoleArn(scopeOf("staging", { partition: "aws-cn" }), "deployer"),
      "arn:aws-cn:iam::200000000003:role/deployer",
    );
  });
});

function sidsOf(policy: unknown): string[] {
  return (policy as { Statement: { Sid: string }[] }).Statement.map(({ Sid }) => Sid);
}

/** Subjects that a role trusts, by statement. */
function subjectsOf(role: Parameters<typeof json>[0]): (string | undefined)[] {
  const { Statement } = json(role, "assumeRolePolicy") as {
    Statement: { Condition: { StringEquals: Record<string, string> } }[];
  };
  return Statement.map(
    ({ Condition }) => Object.entries(Condition.StringEquals).find(([key]) => key.endsWith(":sub"))?.[1],
  );
}

/** Names of the resources with a statement about an organization. */
function sharing(cloud: Awaited<ReturnType<typeof automation>>["cloud"]): string[] {
  return cloud.resources
    .filter(({ inputs }) => JSON.stringify(inputs).includes("aws:PrincipalOrgID"))
    .map(({ name }) => name)
    .sort();
}
