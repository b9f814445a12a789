import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { monitoringRole } from "../../../planes/automation/monitoring-role";
import { BOUNDARY_ARN, create, document } from "../../support/fixtures";
import { foundation } from "../../support/foundation";
import { scopeOf } from "../../support/planes";
import { AWS } from "../../support/types";

const STAGING_KEY = "arn:aws:kms:eu-west-1:200000000003:key/4f0a8c53-1a67-4b9e-a3dc-6c5b4a3f2e1d";
const PRODUCTION_KEY = "arn:aws:kms:eu-west-1:200000000004:key/5a1b9d64-2b78-4cae-84ed-7d6c5b4a3f2e";

/** Below a component, as below a plane. */
class Plane extends pulumi.ComponentResource {
  constructor(opts: pulumi.ComponentResourceOptions) {
    super("test:Plane", "plane", {}, opts);
    monitoringRole(
      "monitoring",
      {
        foundation: foundation(),
        watched: [
          { scope: scopeOf("staging"), kmsKeyArn: STAGING_KEY },
          { scope: scopeOf("production"), kmsKeyArn: PRODUCTION_KEY },
        ],
      },
      this,
    );
  }
}

const plane = () => create((options) => new Plane(options));

describe("monitoringRole", () => {
  it("is a role of SageMaker in the automation account, within the boundary", async () => {
    const { cloud } = await plane();
    const role = cloud.one(AWS.iam.Role, "monitoring");
    const { assumeRolePolicy, ...rest } = role.inputs;
    assert.deepEqual(rest, {
      name: "mlops-fraud-automation-monitoring",
      description: "Model Monitor and Clarify jobs",
      permissionsBoundary: BOUNDARY_ARN,
    });
    assert.deepEqual(
      JSON.parse(String(assumeRolePolicy)),
      document({
        Sid: "ServiceOfThisAccount",
        Effect: "Allow",
        Principal: { Service: "sagemaker.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": "200000000002" } },
      }),
    );
  });
});
