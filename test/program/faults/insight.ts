import type { Fault } from "./fault";
import { AWS } from "../../support/types";

const NAME = "automation-insight-domain";

/** Mistakes in how logs come to be searched. */
export const INSIGHT_FAULTS: readonly Fault[] = [
  {
    what: "a search domain with a public address",
    rule: "opensearch-in-vpc",
    at: [AWS.opensearch.Domain, NAME],
    inputs: { vpcOptions: undefined },
  },
  {
    what: "a search domain encrypted with AWS's own key",
    rule: "opensearch-encrypted",
    at: [AWS.opensearch.Domain, NAME],
    inputs: { encryptAtRest: { enabled: true } },
  },
  {
    what: "a search domain that takes old TLS",
    rule: "opensearch-tls12",
    at: [AWS.opensearch.Domain, NAME],
    inputs: {
      domainEndpointOptions: { enforceHttps: true, tlsSecurityPolicy: "Policy-Min-TLS-1-0-2019-07" },
    },
  },
  {
    what: "a search domain with users and passwords",
    rule: "opensearch-fine-grained-access",
    at: [AWS.opensearch.Domain, NAME],
    inputs: { advancedSecurityOptions: { enabled: true, internalUserDatabaseEnabled: true } },
  },
  {
    what: "a search domain that records nobody",
    rule: "opensearch-audit-logs",
    at: [AWS.opensearch.Domain, NAME],
    inputs: { logPublishingOptions: [] },
  },
  {
    what: "a search domain of one node",
    rule: "opensearch-three-nodes",
    at: [AWS.opensearch.Domain, NAME],
    inputs: { clusterConfig: { instanceCount: 1 } },
  },
  {
    what: "an unprotected search domain",
    rule: "stateful-protected",
    at: [AWS.opensearch.Domain, NAME],
    resource: { protect: false },
  },
  {
    what: "a stream of logs in clear",
    rule: "kinesis-cmk",
    at: [AWS.kinesis.Stream, "automation-insight-stream"],
    inputs: { encryptionType: "NONE" },
  },
  {
    what: "an alarm that nobody hears",
    rule: "alarm-has-actions",
    at: [AWS.cloudwatch.MetricAlarm, "automation-insight-forwarder-late-alarm"],
    inputs: { alarmActions: [] },
  },
];
