import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import type { PrivateFunctionArgs } from "../../../components/events/private-function";
import { PrivateFunction, privateFunctionRole } from "../../../components/events/private-function";
import { functionLogGroup } from "../../../components/events/lambda-function";
import { BOUNDARY_ARN, CODE, create, KEY_ARN, scope, sidsIn } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const NAME = "mlops-fraud-automation-index-ml-logs";
const NETWORK = { subnetIds: ["subnet-1", "subnet-2"], securityGroupIds: ["sg-1"] };
const PLACE = { scope: scope(), purpose: "index-ml-logs", kmsKeyArn: KEY_ARN, network: NETWORK };
const ARGS: PrivateFunctionArgs = {
  ...PLACE,
  description: "Writes logs",
  code: CODE,
  roleArn: `arn:aws:iam::200000000002:role/${NAME}`,
  environment: { OPENSEARCH_URL: "https://search" },
  timeoutSeconds: 120,
  logRetentionDays: 90,
};

describe("PrivateFunction", () => {
  it("gives out its function and the digest of its code", async () => {
    const { component } = await create((options) => new PrivateFunction("f", ARGS, options));
    assert.equal(
      await valueOf(component.functionArn),
      `arn:aws:lambda:eu-west-1:200000000002:function:${NAME}`,
    );
    assert.equal(await valueOf(component.functionName), NAME);
    assert.match(await valueOf(component.codeDigest), /^[A-Za-z0-9+/]{43}=$/);
  });

  it("runs in the private network with an encrypted environment", async () => {
    const { cloud } = await create((options) => new PrivateFunction("f", ARGS, options));
    const { code, ...rest } = cloud.one(AWS.lambda.Function, "f").inputs;
    assert.ok(code instanceof pulumi.asset.AssetArchive);
    assert.deepEqual(rest, {
      name: NAME,
      description: "Writes logs",
      runtime: "nodejs22.x",
      architectures: ["arm64"],
      handler: "index.handler",
      role: `arn:aws:iam::200000000002:role/${NAME}`,
      timeout: 120,
      memorySize: 512,
      kmsKeyArn: KEY_ARN,
      environment: { variables: { OPENSEARCH_URL: "https://search" } },
      loggingConfig: { logFormat: "JSON", logGroup: `/aws/lambda/${NAME}` },
      vpcConfig: NETWORK,
    });
  });

  it("gets more memory where it is asked for", async () => {
    const { cloud } = await create(
      (options) => new PrivateFunction("f", { ...ARGS, memoryMiB: 1024 }, options),
    );
    assert.equal(cloud.one(AWS.lambda.Function, "f").inputs.memorySize, 1024);
  });

  it("keeps encrypted logs as long as it is told", async () => {
    const { cloud } = await create((options) => new PrivateFunction("f", ARGS, options));
    assert.equal(functionLogGroup(scope(), "index-ml-logs"), `/aws/lambda/${NAME}`);
    assert.deepEqual(cloud.one(AWS.cloudwatch.LogGroup, "f-logs").inputs, {
      name: `/aws/lambda/${NAME}`,
      retentionInDays: 90,
      kmsKeyId: KEY_ARN,
    });
  });
});

describe("privateFunctionRole", () => {
  it("may write its own logs, use its key, join its network, and do what it is told", async () => {
    const { cloud } = await create((options) =>
      privateFunctionRole(
        "role",
        {
          ...PLACE,
          description: "Writes logs",
          permissionsBoundaryArn: BOUNDARY_ARN,
          statements: [{ sid: "Own", actions: ["sts:GetCallerIdentity"], resources: ["*"] }],
        },
        options,
      ),
    );
    const role = cloud.one(AWS.iam.Role, "role");
    assert.equal(role.inputs.name, NAME);
    assert.equal(role.inputs.permissionsBoundary, BOUNDARY_ARN);
    assert.deepEqual(sidsIn(cloud.one(AWS.iam.RolePolicy, "role-policy")), [
      "WriteOwnLogs",
      "UseKey",
      "SeeNetworkInterfaces",
      "CreateNetworkInterfaces",
      "AddressNetworkInterfaces",
      "DeleteNetworkInterfaces",
      "NoNetworkInterfacesForTheCode",
      "Own",
    ]);
  });
});
