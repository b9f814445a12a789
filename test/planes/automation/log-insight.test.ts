import assert from "node:assert/strict";

import type { LogInsightArgs } from "../../../planes/automation/log-insight";
import { LogInsight } from "../../../planes/automation/log-insight";
import { BOUNDARY_ARN, create, failureOf, KEY_ARN, scope, TOPIC_ARN } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const READER = "arn:aws:iam::200000000002:role/mlops-fraud-automation-auditor";
const ROLES = "arn:aws:iam::200000000002:role/mlops-fraud-automation";

const ARGS: LogInsightArgs = {
  foundation: {
    scope: scope(),
    kmsKeyArn: KEY_ARN,
    permissionsBoundaryArn: BOUNDARY_ARN,
    network: {
      vpcId: "vpc-1",
      subnetIds: ["subnet-1", "subnet-2", "subnet-3"],
      workloadSecurityGroupId: "sg-workloads",
    },
    alertTopicArn: TOPIC_ARN,
    logRetentionDays: 365,
  },
  settings: { instanceType: "r7g.large.search", nodes: 3, volumeGiB: 50 },
  logGroups: { training: "/aws/sagemaker/TrainingJobs", processing: "/aws/sagemaker/ProcessingJobs" },
  readers: [READER],
  senders: [{ account: "200000000003" }, { account: "200000000004" }],
};

const insight = (changes: Partial<LogInsightArgs> = {}) =>
  create((options) => new LogInsight("automation-insight", { ...ARGS, ...changes }, options));

describe("LogInsight", () => {
  it("subscribes its own account's log groups to the stream", async () => {
    const { cloud } = await insight();
    assert.deepEqual(cloud.one(AWS.cloudwatch.LogSubscriptionFilter, "automation-insight-training").inputs, {
      name: "mlops-fraud-automation-log-insight",
      logGroup: "/aws/sagemaker/TrainingJobs",
      filterPattern: "",
      destinationArn: "arn:aws:kinesis:eu-west-1:200000000002:stream/mlops-fraud-automation-ml-logs",
      distribution: "Random",
      roleArn: `${ROLES}-log-delivery`,
    });
  });

  it("gives out the domain and the way to it from other accounts", async () => {
    const { component } = await insight();
    assert.match(await valueOf(component.domainEndpoint), /^https:\/\/vpc-mlops-fraud-logs-/);
    assert.ok(component.destinationArn);
    assert.equal(
      await valueOf(component.destinationArn),
      "arn:aws:logs:eu-west-1:200000000002:destination:mlops-fraud-automation-ml-logs",
    );
  });

  it("has no way from other accounts where there are none", async () => {
    const { cloud, component } = await insight({ senders: [] });
    assert.equal(component.destinationArn, undefined);
    assert.deepEqual(cloud.byType(AWS.cloudwatch.LogDestination), []);
  });

  it("has one role that manages access, another that writes, and readers that search", async () => {
    const { cloud } = await insight();
    const { advancedSecurityOptions } = cloud.one(AWS.opensearch.Domain, "automation-insight-domain").inputs;
    assert.deepEqual((advancedSecurityOptions as { masterUserOptions: unknown }).masterUserOptions, {
      masterUserArn: `${ROLES}-prepare-log-search`,
    });
    const roleOf = (name: string): unknown => cloud.one(AWS.lambda.Function, name).inputs.role;
    assert.equal(roleOf("automation-insight-setup"), `${ROLES}-prepare-log-search`);
    assert.equal(roleOf("automation-insight-forwarder"), `${ROLES}-index-ml-logs`);
    const { input } = cloud.one(AWS.lambda.Invocation, "automation-insight-setup-run").inputs;
    assert.deepEqual(JSON.parse(String(input)), {
      writers: [`${ROLES}-index-ml-logs`],
      readers: [READER],
      searchableDays: 90,
      replicas: 1,
    });
  });

  it("makes the master role before the domain", async () => {
    const { cloud } = await insight();
    const domain = cloud.one(AWS.opensearch.Domain, "automation-insight-domain");
    const role = cloud.one(AWS.iam.Role, "automation-insight-setup-role");
    assert.ok(domain.propertyDependencies.advancedSecurityOptions?.includes(role.urn));
  });

  it("keeps no copies on a single node, and nothing longer than CloudWatch does", async () => {
    const { cloud } = await insight({
      settings: { ...ARGS.settings, nodes: 1 },
      foundation: { ...ARGS.foundation, logRetentionDays: 30 },
    });
    const { input } = cloud.one(AWS.lambda.Invocation, "automation-insight-setup-run").inputs;
    const { replicas, searchableDays } = JSON.parse(String(input)) as Record<string, unknown>;
    assert.deepEqual([replicas, searchableDays], [0, 30]);
  });

  for (const own of [
    "/aws/lambda/mlops-fraud-automation-index-ml-logs",
    "/aws/opensearch/domains/mlops-fraud-logs/audit",
  ]) {
    it(`fails when ${own} is to be searched`, async () => {
      const { message } = await failureOf(
        (options) => new LogInsight("automation-insight", { ...ARGS, logGroups: { own } }, options),
      );
      assert.ok(
        message.endsWith(`log group ${own} cannot be searched: indexing it writes into it, without end`),
      );
    });
  }
});
