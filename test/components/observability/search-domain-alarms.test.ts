import assert from "node:assert/strict";

import { searchDomainAlarms } from "../../../components/observability/search-domain-alarms";
import { create, forResource, scope, TOPIC_ARN } from "../../support/fixtures";
import { AWS } from "../../support/types";

describe("searchDomainAlarms", () => {
  it("tell people before a domain is full, and when it takes no logs any more", async () => {
    const { cloud } = await create((options) => {
      searchDomainAlarms(
        "d",
        { scope: scope(), domainName: "mlops-fraud-logs", volumeGiB: 50, alertTopicArn: TOPIC_ARN },
        forResource(options),
      );
    });
    const alarms = cloud.byType(AWS.cloudwatch.MetricAlarm).map(({ inputs }) => inputs);
    const common = {
      namespace: "AWS/ES",
      dimensions: { DomainName: "mlops-fraud-logs", ClientId: "200000000002" },
      period: 60,
      treatMissingData: "notBreaching",
      alarmActions: [TOPIC_ARN],
    };
    const aboveZero = { statistic: "Maximum", comparisonOperator: "GreaterThanThreshold", threshold: 0 };
    assert.deepEqual(alarms, [
      {
        ...common,
        ...aboveZero,
        name: "mlops-fraud-automation-search-red",
        alarmDescription: "A primary shard of the search domain is lost",
        metricName: "ClusterStatus.red",
        evaluationPeriods: 1,
      },
      {
        ...common,
        ...aboveZero,
        name: "mlops-fraud-automation-search-writes-blocked",
        alarmDescription: "The search domain takes no logs any more",
        metricName: "ClusterIndexWritesBlocked",
        evaluationPeriods: 5,
      },
      {
        ...common,
        name: "mlops-fraud-automation-search-disk-full",
        alarmDescription: "A node of the search domain has less than a fifth of its volume left",
        metricName: "FreeStorageSpace",
        statistic: "Minimum",
        comparisonOperator: "LessThanThreshold",
        threshold: 10_240,
        evaluationPeriods: 5,
      },
      {
        ...common,
        ...aboveZero,
        name: "mlops-fraud-automation-search-key-lost",
        alarmDescription: "The search domain cannot use its key",
        metricName: "KMSKeyInaccessible",
        evaluationPeriods: 1,
      },
    ]);
  });
});
