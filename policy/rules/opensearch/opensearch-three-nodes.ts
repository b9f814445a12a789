import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const opensearchThreeNodes = resourceRule({
  name: "opensearch-three-nodes",
  description: "Search domains outlive the loss of a zone.",
  severity: "medium",
  level: "mandatory-in-production",
  controls: [
    "Security Hub Opensearch.6",
    "Security Hub Opensearch.11",
    "Checkov CKV_AWS_318",
    "Checkov CKV2_AWS_59",
  ],
  remediation:
    "give clusterConfig at least three nodes over several zones, and dedicated masters that keep the quorum",
  url: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-multiaz.html",
  types: [types.searchDomain],
  check(_domain, report) {
    const cluster = "clusterConfig";
    report.expect(
      `${cluster}.instanceCount`,
      (nodes) => typeof nodes === "number" && nodes >= 3,
      "is less than 3",
    );
    for (const property of ["zoneAwarenessEnabled", "dedicatedMasterEnabled"]) {
      report.expect(`${cluster}.${property}`, (enabled) => enabled === true, "is not true");
    }
  },
});
