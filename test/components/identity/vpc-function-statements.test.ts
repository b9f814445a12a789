import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { policyDocument } from "../../../components/identity/policy";
import { vpcFunctionStatements } from "../../../components/identity/vpc-function-statements";
import { document, scope } from "../../support/fixtures";
import { startMocks } from "../../support/mocks";
import { valueOf } from "../../support/outputs";
import { vpcStatements } from "../../support/vpc-statements";

describe("vpcFunctionStatements", () => {
  it("let Lambda make interfaces in these subnets and groups only, and the code none", async () => {
    startMocks();
    const statements = vpcFunctionStatements(scope(), "mlops-fraud-automation-rotate", {
      subnetIds: ["subnet-1", pulumi.output("subnet-2")],
      securityGroupIds: [pulumi.output("sg-1")],
    });
    assert.deepEqual(
      JSON.parse(await valueOf(policyDocument(statements))),
      document(...vpcStatements("mlops-fraud-automation-rotate", ["subnet-1", "subnet-2"], ["sg-1"])),
    );
  });
});
