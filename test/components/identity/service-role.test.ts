import assert from "node:assert/strict";

import type { ServiceRoleArgs } from "../../../components/identity/service-role";
import { ServiceRole } from "../../../components/identity/service-role";
import {
  assertRefused,
  BOUNDARY_ARN,
  create,
  document,
  json,
  scope,
  urnsBehind,
} from "../../support/fixtures";
import { isKnown, valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const ARGS: ServiceRoleArgs = {
  scope: scope(),
  purpose: "endpoint",
  description: "Models while they serve",
  service: "sagemaker.amazonaws.com",
  permissionsBoundaryArn: BOUNDARY_ARN,
  statements: [
    { sid: "ReadModels", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::models/*"] },
    { sid: "LogIn", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
  ],
};

describe("ServiceRole", () => {
  it("is a role of one service in one account, within the boundary", async () => {
    const { cloud } = await create((options) => new ServiceRole("role", ARGS, options));
    const role = cloud.one(AWS.iam.Role, "role");
    const { assumeRolePolicy, ...rest } = role.inputs;
    assert.equal(typeof assumeRolePolicy, "string");
    assert.deepEqual(rest, {
      name: "mlops-fraud-automation-endpoint",
      description: "Models while they serve",
      permissionsBoundary: BOUNDARY_ARN,
    });
    assert.deepEqual(
      json(role, "assumeRolePolicy"),
      document({
        Sid: "ServiceOfThisAccount",
        Effect: "Allow",
        Principal: { Service: "sagemaker.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": "200000000002" } },
      }),
    );
  });

  for (const service of ["chatbot.amazonaws.com", "glue.amazonaws.com", "lambda.amazonaws.com"]) {
    it(`asks ${service} for the account only if it says one`, async () => {
      const { cloud } = await create((options) => new ServiceRole("role", { ...ARGS, service }, options));
      assert.deepEqual(
        json(cloud.one(AWS.iam.Role, "role"), "assumeRolePolicy"),
        document({
          Sid: "ServiceOfThisAccount",
          Effect: "Allow",
          Principal: { Service: service },
          Action: "sts:AssumeRole",
          Condition: { StringEqualsIfExists: { "aws:SourceAccount": "200000000002" } },
        }),
      );
    });
  }

  it("may be told for whom the service acts, where the service says so", async () => {
    const { cloud } = await create(
      (options) => new ServiceRole("role", { ...ARGS, namesPerson: true }, options),
    );
    assert.deepEqual(
      json(cloud.one(AWS.iam.Role, "role"), "assumeRolePolicy"),
      document({
        Sid: "ServiceOfThisAccount",
        Effect: "Allow",
        Principal: { Service: "sagemaker.amazonaws.com" },
        Action: ["sts:AssumeRole", "sts:SetSourceIdentity"],
        Condition: { StringEquals: { "aws:SourceAccount": "200000000002" } },
      }),
    );
  });

  it("has its statements as one inline policy and nothing else", async () => {
    const { cloud } = await create((options) => new ServiceRole("role", ARGS, options));
    const policy = cloud.one(AWS.iam.RolePolicy, "role-policy");
    const { policy: text, ...rest } = policy.inputs;
    assert.equal(typeof text, "string");
    assert.deepEqual(rest, { role: "mlops-fraud-automation-endpoint", name: "endpoint" });
    assert.deepEqual(
      json(policy),
      document(
        { Sid: "ReadModels", Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::models/*" },
        { Sid: "LogIn", Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
      ),
    );
  });

  it("gives out its ARN only once the policy is there", async () => {
    const { cloud, component } = await create((options) => new ServiceRole("role", ARGS, options));
    assert.equal(
      await valueOf(component.roleArn),
      "arn:aws:iam::200000000002:role/mlops-fraud-automation-endpoint",
    );
    assert.deepEqual(await urnsBehind((options) => new ServiceRole("role", ARGS, options).roleArn), [
      cloud.one(AWS.iam.Role, "role").urn,
      cloud.one(AWS.iam.RolePolicy, "role-policy").urn,
    ]);
  });

  it("does not know its ARN in a preview", async () => {
    const { component } = await create((options) => new ServiceRole("role", ARGS, options), scope(), {
      preview: true,
    });
    assert.equal(await isKnown(component.roleArn), false);
  });

  it("fails when the name does not fit into 64 characters", () =>
    assertRefused(
      (options) => new ServiceRole("role", { ...ARGS, purpose: "p".repeat(42) }, options),
      /has 65 characters, the service allows 64/,
    ));

  it("fails when a statement is open", () =>
    assertRefused(
      (options) =>
        new ServiceRole(
          "role",
          { ...ARGS, statements: [{ sid: "All", actions: ["s3:GetObject"], resources: ["*"] }] },
          options,
        ),
      "statement All allows s3:GetObject on every resource: name the resources",
    ));
});
