import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { EventQueue } from "../../../components/events/event-queue";
import type { QueueFunctionArgs } from "../../../components/events/queue-function";
import { QueueFunction } from "../../../components/events/queue-function";
import {
  BOUNDARY_ARN,
  CODE,
  create,
  document,
  json,
  KEY_ARN,
  scope,
  TOPIC_ARN,
} from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const NAME = "mlops-fraud-automation-start-model-deploy";

function queueFunction(
  options: pulumi.ComponentResourceOptions,
  changes: Partial<QueueFunctionArgs> = {},
): QueueFunction {
  const queue = new EventQueue(
    "queue",
    {
      scope: scope(),
      purpose: "model-approved",
      kmsKeyArn: KEY_ARN,
      senders: { ruleNames: ["approvals"] },
      visibilityTimeoutSeconds: 540,
      alertTopicArn: TOPIC_ARN,
    },
    options,
  );
  return new QueueFunction(
    "function",
    {
      scope: scope(),
      purpose: "start-model-deploy",
      description: "Starts a pipeline",
      code: CODE,
      queue,
      kmsKeyArn: KEY_ARN,
      permissionsBoundaryArn: BOUNDARY_ARN,
      statements: [{ sid: "Own", actions: ["sts:GetCallerIdentity"], resources: ["*"] }],
      environment: { CLAIMS_TABLE: "claims" },
      timeoutSeconds: 90,
      ...changes,
    },
    options,
  );
}

describe("QueueFunction", () => {
  it("gives out its function and its role", async () => {
    const { component } = await create((options) => queueFunction(options));
    assert.equal(
      await valueOf(component.functionArn),
      `arn:aws:lambda:eu-west-1:200000000002:function:${NAME}`,
    );
    assert.equal(await valueOf(component.roleArn), `arn:aws:iam::200000000002:role/${NAME}`);
  });

  it("runs the code with an encrypted environment and its own role", async () => {
    const { cloud } = await create((options) => queueFunction(options));
    const made = cloud.one(AWS.lambda.Function, "function");
    const { code, ...rest } = made.inputs;
    assert.ok(code instanceof pulumi.asset.AssetArchive);
    assert.deepEqual(rest, {
      name: NAME,
      description: "Starts a pipeline",
      runtime: "nodejs22.x",
      architectures: ["arm64"],
      handler: "index.handler",
      role: `arn:aws:iam::200000000002:role/${NAME}`,
      timeout: 90,
      memorySize: 512,
      kmsKeyArn: KEY_ARN,
      environment: { variables: { CLAIMS_TABLE: "claims" } },
      loggingConfig: { logFormat: "JSON", logGroup: `/aws/lambda/${NAME}` },
    });
    assert.deepEqual(made.propertyDependencies.role, [
      cloud.one(AWS.iam.Role, "function-role").urn,
      cloud.one(AWS.iam.RolePolicy, "function-role-policy").urn,
    ]);
  });

  it("takes one message at a time and gives back the one that failed", async () => {
    const { cloud } = await create((options) => queueFunction(options));
    assert.deepEqual(cloud.one(AWS.lambda.EventSourceMapping, "function-queue").inputs, {
      eventSourceArn: "arn:aws:sqs:eu-west-1:200000000002:mlops-fraud-automation-model-approved",
      functionName: NAME,
      batchSize: 1,
      functionResponseTypes: ["ReportBatchItemFailures"],
    });
  });

  it("can be held to a number of invocations at a time", async () => {
    const { cloud } = await create((options) => queueFunction(options, { maximumConcurrency: 2 }));
    const { scalingConfig } = cloud.one(AWS.lambda.EventSourceMapping, "function-queue").inputs;
    assert.deepEqual(scalingConfig, { maximumConcurrency: 2 });
  });

  it("sends traces when it is told to trace, and may send them only then", async () => {
    const statements = async (changes: Partial<QueueFunctionArgs>) => {
      const { cloud } = await create((options) => queueFunction(options, changes));
      const { Statement } = json(cloud.one(AWS.iam.RolePolicy, "function-role-policy")) as {
        Statement: { Sid: string }[];
      };
      const { tracingConfig } = cloud.one(AWS.lambda.Function, "function").inputs;
      return { tracingConfig, found: Statement.filter(({ Sid }) => Sid === "SendTraces") };
    };
    assert.deepEqual(await statements({ tracing: "Active" }), {
      tracingConfig: { mode: "Active" },
      found: [
        {
          Sid: "SendTraces",
          Effect: "Allow",
          Action: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
          Resource: "*",
        },
      ],
    });
    assert.deepEqual(await statements({ tracing: "PassThrough" }), {
      tracingConfig: { mode: "PassThrough" },
      found: [],
    });
    assert.deepEqual(await statements({}), { tracingConfig: undefined, found: [] });
  });

  it("keeps encrypted logs for a year", async () => {
    const { cloud } = await create((options) => queueFunction(options));
    assert.deepEqual(cloud.one(AWS.cloudwatch.LogGroup, "function-logs").inputs, {
      name: `/aws/lambda/${NAME}`,
      retentionInDays: 365,
      kmsKeyId: KEY_ARN,
    });
  });

  it("has a role that only Lambda of this account assumes, within the boundary", async () => {
    const { cloud } = await create((options) => queueFunction(options));
    const role = cloud.one(AWS.iam.Role, "function-role");
    assert.equal(role.inputs.name, NAME);
    assert.equal(role.inputs.permissionsBoundary, BOUNDARY_ARN);
    assert.deepEqual(
      json(role, "assumeRolePolicy"),
      document({
        Sid: "ServiceOfThisAccount",
        Effect: "Allow",
        Principal: { Service: "lambda.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEqualsIfExists: { "aws:SourceAccount": "200000000002" } },
      }),
    );
  });

  it("fails when the name does not fit into 64 characters", () =>
    assert.rejects(
      create((options) => queueFunction(options, { purpose: "p".repeat(42) })),
      /has 65 characters, the service allows 64/,
    ));
});
