import assert from "node:assert/strict";

import { FlowLogs, flowLogGroupName } from "../../../components/network/flow-logs";
import { BOUNDARY_ARN, create, KEY_ARN, scope } from "../../support/fixtures";
import { AWS } from "../../support/types";

const GROUP_ARN = "arn:aws:logs:eu-west-1:200000000002:log-group:mlops-fraud-automation-flow-logs";

const flowLogs = () =>
  create(
    (options) =>
      new FlowLogs(
        "flow-logs",
        {
          scope: scope(),
          vpcId: "vpc-1",
          kmsKeyArn: KEY_ARN,
          permissionsBoundaryArn: BOUNDARY_ARN,
          logRetentionDays: 30,
        },
        options,
      ),
  );

describe("FlowLogs", () => {
  it("records all traffic of the network in an encrypted log group that forgets", async () => {
    const { cloud } = await flowLogs();
    assert.deepEqual(cloud.one(AWS.cloudwatch.LogGroup, "flow-logs-group").inputs, {
      name: "mlops-fraud-automation-flow-logs",
      retentionInDays: 30,
      kmsKeyId: KEY_ARN,
    });
    assert.deepEqual(cloud.one(AWS.ec2.FlowLog, "flow-logs").inputs, {
      vpcId: "vpc-1",
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: GROUP_ARN,
      iamRoleArn: "arn:aws:iam::200000000002:role/mlops-fraud-automation-flow-logs",
      tags: { Name: "flow-logs" },
    });
  });

  it("delivers with a role within the boundary", async () => {
    const { cloud } = await flowLogs();
    const role = cloud.one(AWS.iam.Role, "flow-logs-role");
    assert.equal(role.inputs.permissionsBoundary, BOUNDARY_ARN);
  });

  it("keeps the planes of a single account apart", () => {
    const names = ["development", "automation", "staging", "production"].map((plane) =>
      flowLogGroupName(scope({ plane })),
    );
    assert.equal(new Set(names).size, 4);
  });
});
