import assert from "node:assert/strict";

import type { AzureDevOpsRoleArgs } from "../../../components/identity/azure-devops-role";
import { AzureDevOpsRole } from "../../../components/identity/azure-devops-role";
import {
  assertRefused,
  BOUNDARY_ARN,
  create,
  document,
  ISSUER,
  json,
  NEXT_ISSUER,
  scope,
  urnsBehind,
} from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const SUBJECT = "sc://contoso-ml/fraud-ml/model-build";

const ARGS: AzureDevOpsRoleArgs = {
  scope: scope(),
  purpose: "model-build",
  description: "Model Build pipelines of Azure DevOps",
  issuers: [ISSUER],
  subject: SUBJECT,
  permissionsBoundaryArn: BOUNDARY_ARN,
  statements: [{ sid: "LogIn", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] }],
};

const role = (changes: Partial<AzureDevOpsRoleArgs> = {}) =>
  create((options) => new AzureDevOpsRole("role", { ...ARGS, ...changes }, options));

describe("AzureDevOpsRole", () => {
  it("is a role within the boundary whose sessions last an hour", async () => {
    const { cloud } = await role();
    const { assumeRolePolicy, ...rest } = cloud.one(AWS.iam.Role, "role").inputs;
    assert.equal(typeof assumeRolePolicy, "string");
    assert.deepEqual(rest, {
      name: "mlops-fraud-automation-model-build",
      description: "Model Build pipelines of Azure DevOps",
      permissionsBoundary: BOUNDARY_ARN,
      maxSessionDuration: 3600,
    });
  });

  it("trusts one service connection, comparing subject and audience in full", async () => {
    const { cloud } = await role();
    const issuer = "vstoken.dev.azure.com/8d5e3a52-7c1b-4f0e-9a53-2f4f6f1b7c11";
    assert.deepEqual(
      json(cloud.one(AWS.iam.Role, "role"), "assumeRolePolicy"),
      document({
        Sid: "OneServiceConnection",
        Effect: "Allow",
        Principal: { Federated: `arn:aws:iam::200000000002:oidc-provider/${issuer}` },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: { [`${issuer}:aud`]: "api://AzureADTokenExchange", [`${issuer}:sub`]: SUBJECT },
        },
      }),
    );
  });

  it("trusts the same connection of a second issuer under that issuer's audience", async () => {
    const { cloud } = await role({ issuers: [ISSUER, NEXT_ISSUER] });
    const { Statement } = json(cloud.one(AWS.iam.Role, "role"), "assumeRolePolicy") as {
      Statement: unknown[];
    };
    const issuer = "login.microsoftonline.com/5b1d7c44-93a6-4c29-8d0e-6a3f2b7e9d10/v2.0";
    assert.equal(Statement.length, 2);
    assert.deepEqual(Statement[1], {
      Sid: "OneServiceConnection2",
      Effect: "Allow",
      Principal: { Federated: `arn:aws:iam::200000000002:oidc-provider/${issuer}` },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: {
          [`${issuer}:aud`]: "fb60f99c-7a34-4190-8149-302f77469936",
          [`${issuer}:sub`]: SUBJECT,
        },
      },
    });
  });

  it("trusts the subject that an issuer writes for the connection, where it writes another", async () => {
    const subject = "/eid1/c/pub/t/3M0dW6aTKUyNDmo_K36dEA/a/xyz/sc/8d5e3a52/1f6f2e0b";
    const next = { ...NEXT_ISSUER, subjects: { "model-build": subject, infrastructure: "/eid1/other" } };
    const { cloud } = await role({ issuers: [ISSUER, next] });
    const { Statement } = json(cloud.one(AWS.iam.Role, "role"), "assumeRolePolicy") as {
      Statement: { Condition: { StringEquals: Record<string, string> } }[];
    };
    assert.deepEqual(
      Statement.map(({ Condition }) => Object.values(Condition.StringEquals)[1]),
      [SUBJECT, subject],
    );
  });

  it("has its statements as one inline policy", async () => {
    const { cloud } = await role();
    const policy = cloud.one(AWS.iam.RolePolicy, "role-policy");
    assert.equal(policy.inputs.role, "mlops-fraud-automation-model-build");
    assert.equal(policy.inputs.name, "model-build");
    assert.deepEqual(
      json(policy),
      document({ Sid: "LogIn", Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" }),
    );
  });

  it("takes a longer session", async () => {
    const { cloud } = await role({ maxSessionSeconds: 7200 });
    assert.equal(cloud.one(AWS.iam.Role, "role").inputs.maxSessionDuration, 7200);
  });

  it("gives out its ARN only once the policy is there", async () => {
    const { cloud, component } = await role();
    assert.equal(
      await valueOf(component.roleArn),
      "arn:aws:iam::200000000002:role/mlops-fraud-automation-model-build",
    );
    assert.deepEqual(await urnsBehind((options) => new AzureDevOpsRole("role", ARGS, options).roleArn), [
      cloud.one(AWS.iam.Role, "role").urn,
      cloud.one(AWS.iam.RolePolicy, "role-policy").urn,
    ]);
  });

  for (const subject of [
    "",
    "sc://contoso-ml/fraud-ml/*",
    "sc://contoso-ml/*/model-build",
    "sc://contoso-ml/fraud-ml/model-buil?",
    "sc://contoso-ml/fraud-ml",
    "sc://contoso-ml/fraud-ml/",
    "sc://contoso-ml/fraud-ml/model-build/x",
    "p://contoso-ml/fraud-ml/model-build",
    " sc://contoso-ml/fraud-ml/model-build",
  ]) {
    it(`fails when the subject is "${subject}"`, () =>
      assertRefused(
        (options) => new AzureDevOpsRole("role", { ...ARGS, subject }, options),
        `subject of role role is "${subject}": write sc://<organization>/<project>/<service connection>, no wildcards`,
      ));
  }

  it("fails when the name does not fit into 64 characters", () =>
    assertRefused(
      (options) => new AzureDevOpsRole("role", { ...ARGS, purpose: "p".repeat(42) }, options),
      /has 65 characters, the service allows 64/,
    ));

  it("fails when a statement is open", () =>
    assertRefused(
      (options) =>
        new AzureDevOpsRole(
          "role",
          { ...ARGS, statements: [{ sid: "All", actions: ["sagemaker:*"], resources: ["*"] }] },
          options,
        ),
      "statement All allows sagemaker:*: name the actions",
    ));
});
