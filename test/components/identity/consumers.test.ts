import assert from "node:assert/strict";

import { onlyConsumers, roleArn } from "../../../components/identity/consumers";
import { ServiceRole } from "../../../components/identity/service-role";
import { BOUNDARY_ARN, CONSUMERS, create, ONLY_CONSUMERS, scope } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";

describe("onlyConsumers", () => {
  it("names each account once and narrows it to the roles and the organization", () => {
    const { principal, conditions } = onlyConsumers(CONSUMERS);
    assert.deepEqual(principal, ONLY_CONSUMERS.Principal);
    assert.deepEqual(conditions, ONLY_CONSUMERS.Condition);
  });
});

describe("roleArn", () => {
  it("is the ARN that the role gets once it exists", async () => {
    const where = scope({ plane: "staging", region: "cn-north-1", partition: "aws-cn" });
    const { component } = await create(
      (options) =>
        new ServiceRole(
          "role",
          {
            scope: where,
            purpose: "endpoint",
            description: "Models while they serve",
            service: "sagemaker.amazonaws.com",
            permissionsBoundaryArn: BOUNDARY_ARN,
            statements: [],
          },
          options,
        ),
      where,
    );
    assert.equal(await valueOf(component.roleArn), roleArn(where, "endpoint"));
    assert.equal(
      roleArn(where, "endpoint"),
      "arn:aws-cn:iam::200000000002:role/mlops-fraud-staging-endpoint",
    );
  });
});
