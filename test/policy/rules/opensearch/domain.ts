import type { DomainArgs } from "@pulumi/aws/opensearch";
import { types } from "../../../../policy/harness/types";
import type { ResourceRecord } from "../../../support/analyzer";

const GROUP = "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/opensearch/domains/logs";

/** A search domain without fault. */
export const DOMAIN: ResourceRecord = {
  type: types.searchDomain,
  name: "logs",
  protect: true,
  props: {
    clusterConfig: { instanceCount: 3, zoneAwarenessEnabled: true, dedicatedMasterEnabled: true },
    vpcOptions: { subnetIds: ["subnet-1", "subnet-2", "subnet-3"], securityGroupIds: ["sg-1"] },
    encryptAtRest: { enabled: true, kmsKeyId: "key" },
    nodeToNodeEncryption: { enabled: true },
    domainEndpointOptions: { enforceHttps: true, tlsSecurityPolicy: "Policy-Min-TLS-1-2-PFS-2023-10" },
    advancedSecurityOptions: { enabled: true },
    logPublishingOptions: [
      { logType: "ES_APPLICATION_LOGS", cloudwatchLogGroupArn: `${GROUP}/application` },
      { logType: "AUDIT_LOGS", cloudwatchLogGroupArn: `${GROUP}/audit` },
    ],
  } satisfies DomainArgs,
};
