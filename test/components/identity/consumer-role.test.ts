import assert from "node:assert/strict";

import type { ConsumerRoleArgs } from "../../../components/identity/consumer-role";
import { ConsumerRole } from "../../../components/identity/consumer-role";
import { roleArn } from "../../../components/identity/consumers";
import {
  assertRefused,
  BOUNDARY_ARN,
  CONSUMERS,
  create,
  document,
  json,
  ONLY_CONSUMERS,
  scope,
  urnsBehind,
} from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const ARGS: ConsumerRoleArgs = {
  scope: scope(),
  purpose: "feature-reader",
  description: "Readers of features",
  consumers: CONSUMERS,
  permissionsBoundaryArn: BOUNDARY_ARN,
  statements: [
    {
      sid: "ReadFeatures",
      actions: ["sagemaker:GetRecord"],
      resources: ["arn:aws:sagemaker:eu-west-1:200000000002:feature-group/fraud-customers"],
    },
  ],
};

describe("ConsumerRole", () => {
  it("is a role within the boundary that only consumers assume", async () => {
    const { cloud, component } = await create((options) => new ConsumerRole("reader", ARGS, options));
    const role = cloud.one(AWS.iam.Role, "reader");
    const { assumeRolePolicy, ...rest } = role.inputs;
    assert.equal(typeof assumeRolePolicy, "string");
    assert.deepEqual(rest, {
      name: "mlops-fraud-automation-feature-reader",
      description: "Readers of features",
      permissionsBoundary: BOUNDARY_ARN,
    });
    assert.deepEqual(
      json(role, "assumeRolePolicy"),
      document({
        Sid: "RolesOfConsumers",
        Effect: "Allow",
        Action: "sts:AssumeRole",
        ...ONLY_CONSUMERS,
      }),
    );
    assert.equal(await valueOf(component.roleArn), roleArn(scope(), "feature-reader"));
  });

  it("has its statements as one inline policy, before anybody knows its ARN", async () => {
    const { cloud } = await create((options) => new ConsumerRole("reader", ARGS, options));
    assert.deepEqual(
      json(cloud.one(AWS.iam.RolePolicy, "reader-policy")),
      document({
        Sid: "ReadFeatures",
        Effect: "Allow",
        Action: "sagemaker:GetRecord",
        Resource: "arn:aws:sagemaker:eu-west-1:200000000002:feature-group/fraud-customers",
      }),
    );
    const urns = await urnsBehind((options) => new ConsumerRole("reader", ARGS, options).roleArn);
    assert.ok(urns.some((urn) => urn.endsWith("aws:iam/rolePolicy:RolePolicy::reader-policy")));
  });

  it("fails when a statement allows everything", () =>
    assertRefused(
      (options) =>
        new ConsumerRole(
          "reader",
          { ...ARGS, statements: [{ sid: "Everything", actions: ["s3:*"], resources: ["*"] }] },
          options,
        ),
      "statement Everything allows s3:*: name the actions",
    ));
});
