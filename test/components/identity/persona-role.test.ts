import assert from "node:assert/strict";

import type { PersonaRoleArgs } from "../../../components/identity/persona-role";
import { PersonaRole, personaPurpose } from "../../../components/identity/persona-role";
import { PERSONAS } from "../../../settings/personas";
import {
  BOUNDARY_ARN,
  CONSUMERS,
  create,
  document,
  json,
  ONLY_CONSUMERS,
  scope,
  tree,
} from "../../support/fixtures";
import { AWS } from "../../support/types";

const ARGS: PersonaRoleArgs = {
  scope: scope(),
  persona: "leadDataScientist",
  permissionSet: "LeadDataScientist",
  permissionsBoundaryArn: BOUNDARY_ARN,
  statements: [{ sid: "Browse", actions: ["sagemaker:ListModels"], resources: ["*"] }],
};

const SIGNED_IN = {
  Sid: "SignedInWithPermissionSet",
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::200000000002:root" },
  Action: "sts:AssumeRole",
  Condition: {
    ArnLike: {
      "aws:PrincipalArn": [
        "arn:aws:iam::200000000002:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_LeadDataScientist_????????????????",
        "arn:aws:iam::200000000002:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_LeadDataScientist_????????????????",
      ],
    },
    StringLike: { "aws:userid": "*:${sts:RoleSessionName}" },
  },
};

const roleWith = (args: PersonaRoleArgs) => create((options) => new PersonaRole("lead", args, options));

describe("PersonaRole", () => {
  it("is a role within the boundary for a working day", async () => {
    const { cloud } = await roleWith(ARGS);
    assert.deepEqual(tree(cloud), [
      "lead > aws:iam/role:Role lead",
      "lead > aws:iam/rolePolicy:RolePolicy lead-policy",
      "mlops:identity:PersonaRole lead",
    ]);
    const { assumeRolePolicy, ...rest } = cloud.one(AWS.iam.Role, "lead").inputs;
    assert.equal(typeof assumeRolePolicy, "string");
    assert.deepEqual(rest, {
      name: "mlops-fraud-automation-lead-data-scientist",
      description: "People: lead data scientist",
      permissionsBoundary: BOUNDARY_ARN,
      maxSessionDuration: 28_800,
    });
  });

  it("trusts one permission set of its own account, under the name of who signed in", async () => {
    const { cloud } = await roleWith(ARGS);
    assert.deepEqual(json(cloud.one(AWS.iam.Role, "lead"), "assumeRolePolicy"), document(SIGNED_IN));
  });

  it("may trust notebooks of another account, by role and organization", async () => {
    const { cloud } = await roleWith({ ...ARGS, alsoFor: CONSUMERS });
    assert.deepEqual(
      json(cloud.one(AWS.iam.Role, "lead"), "assumeRolePolicy"),
      document(SIGNED_IN, {
        Sid: "FromStudio",
        Effect: "Allow",
        Action: ["sts:AssumeRole", "sts:SetSourceIdentity"],
        ...ONLY_CONSUMERS,
      }),
    );
  });

  it("may do what it was given", async () => {
    const { cloud } = await roleWith(ARGS);
    const policy = cloud.one(AWS.iam.RolePolicy, "lead-policy");
    assert.equal(policy.inputs.name, "lead-data-scientist");
    assert.deepEqual(
      json(policy),
      document({ Sid: "Browse", Effect: "Allow", Action: "sagemaker:ListModels", Resource: "*" }),
    );
  });

  it("is named after the persona", () => {
    assert.deepEqual(PERSONAS.map(personaPurpose), [
      "data-scientist",
      "lead-data-scientist",
      "ml-engineer",
      "platform-administrator",
      "auditor",
    ]);
  });
});
