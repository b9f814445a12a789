import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const sagemakerDomainVpcOnly = resourceRule({
  name: "sagemaker-domain-vpc-only",
  description: "Studio apps reach the network through the VPC only.",
  severity: "high",
  level: "mandatory",
  controls: ["NIST-800-53 SC-7"],
  remediation: 'set appNetworkAccessType to "VpcOnly"',
  url: "https://docs.aws.amazon.com/sagemaker/latest/dg/studio-notebooks-and-internet-access.html",
  types: [types.studioDomain],
  check(_domain, report) {
    // What AWS takes when nothing is said is PublicInternetOnly.
    report.expect("appNetworkAccessType", (access) => access === "VpcOnly", "is not VpcOnly");
  },
});
