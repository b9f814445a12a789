import type { Fault } from "./fault";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const DOMAIN = "aws:opensearch/domain:Domain";
const NAME = "automation-insight-domain";

/** Mistakes in how logs come to be searched. */
export const INSIGHT_FAULTS: readonly Fault[] = [
  {
    what: "a search domain with a public address",
    rule: "opensearch-in-vpc",
    at: [DOMAIN, NAME],
    inputs: { vpcOptions: undefined },
  },
  {
    what: "a search domain encrypted with AWS's own key",
    rule: "opensearch-encrypted",
    at: [DOMAIN, NAME],
    inputs: { encryptAtRest: { enabled: true } },
  },
  {
    what: "a search domain that takes old TLS",
    rule: "opensearch-tls12",
    at: [DOMAIN, NAME],
    inputs: {
      domainEndpointOptions: { enforceHttps: true, tlsSecurityPolicy: "Policy-Min-TLS-1-0-2019-07" },
    },
  },
  {
    what: "a search domain with users and passwords",
    rule: "opensearch-fine-grained-access",
    at: [DOMAIN, NAME],
    inputs: { advancedSecurityOptions: { enabled: true, internalUserDatabaseEnabled: true } },
  },
  {
    what: "a search domain that records nobody",
    rule: "opensearch-audit-logs",
    at: [DOMAIN, NAME],
    inputs: { logPublishingOptions: [] },
  },
  {
    what: "a search domain of one node",
    rule: "opensearch-three-nodes",
    at: [DOMAIN, NAME],
    inputs: { clusterConfig: { instanceCount: 1 } },
  },
  {
    what: "an unprotected search domain",
    rule: "stateful-protected",
    at: [DOMAIN, NAME],
    resource: { protect: false },
  },
  {
    what: "a stream of logs in clear",
    rule: "kinesis-cmk",
    at: ["aws:kinesis/stream:Stream", "automation-insight-stream"],
    inputs: { encryptionType: "NONE" },
  },
  {
    what: "an alarm that nobody hears",
    rule: "alarm-has-actions",
    at: [ALARM, "automation-insight-forwarder-late-alarm"],
    inputs: { alarmActions: [] },
  },
];
