import { allowsOf, isOpen } from "../../harness/policy-document";
import type { Statement } from "../../harness/policy-document";
import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

/** Condition keys that say whose principals or whose resources a request is about. */
const BINDING_KEYS = [
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:resourceaccount",
  "aws:resourceorgid",
  "aws:resourceorgpaths",
];

export const vpcEndpointPolicyNotFull = resourceRule({
  name: "vpc-endpoint-policy-not-full",
  description:
    "VPC endpoints lead to the resources, or serve the principals, of one organization or account.",
  severity: "high",
  level: "mandatory",
  controls: ["Well-Architected SEC03-BP05", "NIST-800-53 AC-4"],
  remediation:
    "give the endpoint a policy whose statements name principals or resources, or bind them " +
    "by aws:PrincipalOrgID, aws:ResourceOrgID, aws:PrincipalAccount or aws:ResourceAccount; IfExists does not bind",
  url: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
  types: [types.vpcEndpoint],
  check(endpoint, report) {
    // A way through an inspecting firewall: AWS takes no policy for it.
    if (endpoint.peek("vpcEndpointType") === "GatewayLoadBalancer") {
      return;
    }
    report.expectSet("policy", "is not set, so everything passes");
    for (const statement of allowsOf(endpoint.json("policy")).filter(isUnbound)) {
      report.violation("policy", `${statement.label} lets every principal reach every resource`);
    }
  },
});

function isUnbound({ principals, resources, notResources, conditions }: Statement): boolean {
  return (
    principals.some(isOpen) &&
    (notResources.length > 0 || resources.includes("*")) &&
    !conditions.some(
      ({ operator, key }) => !operator.endsWith("IfExists") && BINDING_KEYS.includes(key.toLowerCase()),
    )
  );
}
