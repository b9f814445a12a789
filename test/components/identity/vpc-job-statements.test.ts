import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { vpcJobStatements } from "../../../components/identity/vpc-job-statements";
import { document, rendered, scope } from "../../support/fixtures";
import { startMocks } from "../../support/mocks";
import { vpcJobStatementsOf } from "../../support/job-statements";

describe("vpcJobStatements", () => {
  it("let SageMaker make interfaces in these subnets and groups of the account only", async () => {
    startMocks();
    const statements = vpcJobStatements(scope({ account: "200000000003" }), {
      subnetIds: ["subnet-1", pulumi.output("subnet-2")],
      securityGroupIds: [pulumi.output("sg-1")],
    });
    assert.deepEqual(
      await rendered(statements),
      document(...vpcJobStatementsOf("200000000003", ["subnet-1", "subnet-2"], ["sg-1"])),
    );
  });
});
