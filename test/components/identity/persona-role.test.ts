import assert from "node:assert/strict";

import type { PersonaRoleArgs } from "../../../components/identity/persona-role";
import { PersonaRole, personaPurpose } from "../../../components/identity/persona-role";
import { PERSONAS } from "../../../settings/personas";
import { BOUNDARY_ARN, create, document, json, scope } from "../../support/fixtures";
import { AWS } from "../../support/types";

const ARGS: PersonaRoleArgs = {
  scope: scope(),
  persona: "leadDataScientist",
  permissionSet: "LeadDataScientist",
  permissionsBoundaryArn: BOUNDARY_ARN,
  statements: [{ sid: "Browse", actions: ["sagemaker:ListModels"], resources: ["*"] }],
};

const roleWith = (args: PersonaRoleArgs) => create((options) => new PersonaRole("lead", args, options));

describe("PersonaRole", () => {
  it("is a role within the boundary for a working day", async () => {
    const { cloud } = await roleWith(ARGS);
    const { assumeRolePolicy, ...rest } = cloud.one(AWS.iam.Role, "lead").inputs;
    assert.equal(typeof assumeRolePolicy, "string");
    assert.deepEqual(rest, {
      name: "mlops-fraud-automation-lead-data-scientist",
      description: "People: lead data scientist",
      permissionsBoundary: BOUNDARY_ARN,
      maxSessionDuration: 28_800,
    });
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
