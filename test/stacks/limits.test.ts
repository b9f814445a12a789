import assert from "node:assert/strict";

import { ApprovalPath } from "../../components/events/approval-path";
import { MAX_MODELS } from "../../settings/schema/landing-zone";
import { AutomationPlane } from "../../stacks/automation";
import { DeploymentPlane } from "../../stacks/deployment";
import { DevelopmentPlane } from "../../stacks/development";
import { functionCode } from "../../stacks/function-code";
import { DOCUMENT_LIMITS } from "../support/document-limits";
import { ISSUER, NEXT_ISSUER } from "../support/fixtures";
import type { MockedCloud, RecordedResource } from "../support/mocks";
import { startMocks } from "../support/mocks";
import { at, automationArgs, CONSUMERS, deploymentArgs, resourcesOf, scopeOf } from "../support/planes";

const LONGEST_ORGANIZATION = `o-${"a".repeat(32)}`;

/** Longest name of a team and of a model that the settings take, and as many models. */
const TEAM = "abcdefghijkl";
const MODELS = Array.from({ length: MAX_MODELS }, (_, index) => `model-${String(index).padStart(14, "0")}`);

/** Input that holds the physical name, most characters, and the form that AWS asks for. */
const NAMES: Readonly<Record<string, readonly [key: string, max: number, form: RegExp]>> = {
  "aws:cloudwatch/eventRule:EventRule": ["name", 64, /^[\w.-]+$/],
  "aws:cloudwatch/logGroup:LogGroup": ["name", 512, /^[\w/.#-]+$/],
  "aws:cloudwatch/metricAlarm:MetricAlarm": ["name", 255, /^[\w-]+$/],
  "aws:dynamodb/table:Table": ["name", 255, /^[\w.-]{3,}$/],
  "aws:ecr/repository:Repository": ["name", 256, /^[a-z0-9]+(?:[._/-][a-z0-9]+)*$/],
  "aws:iam/policy:Policy": ["name", 128, /^[\w+=,.@-]+$/],
  "aws:iam/role:Role": ["name", 64, /^[\w+=,.@-]+$/],
  "aws:iam/rolePolicy:RolePolicy": ["name", 128, /^[\w+=,.@-]+$/],
  "aws:kms/alias:Alias": ["name", 256, /^alias\/[\w/-]+$/],
  "aws:lambda/function:Function": ["name", 64, /^[\w-]+$/],
  "aws:s3/bucket:Bucket": ["bucket", 63, /^[a-z0-9][a-z0-9-]+[a-z0-9]$/],
  "aws:sagemaker/modelPackageGroup:ModelPackageGroup": [
    "modelPackageGroupName",
    63,
    /^[a-zA-Z0-9](?:-*[a-zA-Z0-9])*$/,
  ],
  "aws:sns/topic:Topic": ["name", 256, /^[\w-]+$/],
  "aws:sqs/queue:Queue": ["name", 80, /^[\w-]+$/],
  "aws:ssm/parameter:Parameter": ["name", 900, /^(?:\/[\w.-]+){1,15}$/],
};

describe("limits of AWS, for the longest names and 50 models", () => {
  let cloud: MockedCloud;

  before(async () => {
    cloud = startMocks();
    largestLandingZone();
    await cloud.settled();
  });

  for (const [type, [key, max, form]] of Object.entries(NAMES)) {
    it(`take the name of every ${type}`, () => {
      const names = cloud.byType(type).map(({ inputs }) => String(inputs[key]));
      assert.ok(names.length > 0, "there is none: the test looks at nothing");
      for (const name of names) {
        assert.ok(name.length <= max, `${name} has ${name.length} characters, allowed are ${max}`);
        assert.match(name, form);
      }
    });
  }

  for (const [type, [key, max]] of Object.entries(DOCUMENT_LIMITS)) {
    it(`take the ${key} of every ${type}`, () => {
      const texts = cloud.byType(type).map(({ name, inputs }) => ({ name, text: String(inputs[key]) }));
      assert.ok(texts.length > 0, "there is none: the test looks at nothing");
      for (const { name, text } of texts) {
        assert.ok(text.length <= max, `${key} of ${name} has ${text.length} characters, allowed are ${max}`);
      }
    });
  }

  it("are known for every resource that the program names, or gives a document", () => {
    const unknown = resourcesOf(cloud).filter(
      (resource) =>
        (isNamed(resource) && !NAMES[resource.type]) ||
        (hasDocument(resource) && !DOCUMENT_LIMITS[resource.type]),
    );
    assert.deepEqual([...new Set(unknown.map(({ type }) => type))], []);
  });

  it("keep names of one kind apart in one account", () => {
    for (const [type, [key]] of Object.entries(NAMES).filter(([type]) => !type.endsWith(":RolePolicy"))) {
      const names = cloud.byType(type).map(({ inputs }) => inputs[key]);
      assert.equal(new Set(names).size, names.length, type);
    }
  });
});

function largestLandingZone(): void {
  const scopes = {
    development: scopeOf("development", { team: TEAM }),
    automation: scopeOf("automation", { team: TEAM }),
    staging: scopeOf("staging", { team: TEAM }),
    production: scopeOf("production", { team: TEAM }),
  };
  const issuers = [ISSUER, NEXT_ISSUER];
  new DevelopmentPlane("development", at(scopes.development));
  const automation = new AutomationPlane("automation", {
    ...automationArgs(scopes.automation),
    models: Object.fromEntries(MODELS.map((model) => [model, { description: "d".repeat(200) }])),
    issuers,
    consumers: {
      versions: { ...CONSUMERS.versions, organizationId: LONGEST_ORGANIZATION },
      content: { ...CONSUMERS.content, organizationId: LONGEST_ORGANIZATION },
    },
    infrastructure: {
      subject: "sc://contoso-ml/fraud-ml/infrastructure",
      deploymentRoleArns: [...CONSUMERS.versions.roleArns, ...CONSUMERS.content.roleArns],
      state: {
        bucketArn: `arn:aws:s3:::${"b".repeat(63)}`,
        keyArn: "arn:aws:kms:eu-west-1:100000000001:key/4a1d0b6e-3c52-4f8e-9a77-d1e2f3a4b5c6",
        project: "mlops",
        stack: "s".repeat(100),
        readsStack: `mlops/${"s".repeat(100)}`,
      },
    },
  });
  for (const plane of ["staging", "production"] as const) {
    new DeploymentPlane(plane, {
      ...deploymentArgs(plane),
      ...at(scopes[plane]),
      automation: { scope: scopes.automation, keyArn: automation.keyArn },
      models: MODELS,
      issuers,
    });
  }
  new ApprovalPath(
    "approval",
    {
      scope: scopes.automation,
      models: MODELS,
      pipeline: {
        organizationUrl: "https://dev.azure.com/contoso-ml",
        project: "fraud-ml",
        pipelineId: "42",
        tenantId: "5b1d7c44-93a6-4c29-8d0e-6a3f2b7e9d10",
        clientId: "1f6f2e0b-2a4d-4b77-9c55-0d3c8e5a7b21",
      },
      code: functionCode("start-model-deploy"),
      kmsKeyArn: automation.keyArn,
      permissionsBoundaryArn: automation.permissionsBoundaryArn,
      alertTopicArn: automation.alertTopicArn,
    },
    { parent: automation },
  );
}

function isNamed({ inputs }: RecordedResource): boolean {
  return "name" in inputs;
}

function hasDocument({ inputs }: RecordedResource): boolean {
  return Object.values(inputs).some((value) => typeof value === "string" && value.includes('"Version"'));
}
