import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const opensearchInVpc = resourceRule({
  name: "opensearch-in-vpc",
  description: "Search domains are reached from a private network only.",
  severity: "critical",
  level: "mandatory",
  controls: ["Security Hub Opensearch.2", "Checkov CKV_AWS_137"],
  remediation: "set vpcOptions.subnetIds to private subnets",
  url: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html",
  types: [types.searchDomain],
  check(domain, report) {
    report.attempt(() => {
      if (domain.keys("vpcOptions.subnetIds").length === 0) {
        report.violation("vpcOptions.subnetIds", "is not set: the domain has a public address");
      }
    });
  },
});
