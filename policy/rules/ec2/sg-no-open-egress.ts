import type { Graph, Node } from "../../harness/graph";
import type { Report } from "../../harness/report";
import { stackRule } from "../../harness/rule";
import type { AddressRange } from "../../harness/security-groups";
import { addressRanges, isEveryAddress, typesWithRules } from "../../harness/security-groups";
import { types } from "../../harness/types";

export const sgNoOpenEgress = stackRule({
  name: "sg-no-open-egress",
  description:
    "Security groups let traffic out to every address over TLS only, and only where a NAT gateway is.",
  severity: "high",
  level: "mandatory",
  controls: ["Checkov CKV_AWS_382", "NIST-800-53 SC-7"],
  remediation:
    "name the security group or the prefix list that the traffic goes to; " +
    "in a network with a NAT gateway every address may be reached, by tcp from port 443 to port 443",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  check(stack) {
    const withNat = networksWithNat(stack.graph);
    stack.judge(stack.graph.ofType(...typesWithRules("egress")), (resource, report) => {
      // AWS fills in the rules of a group that has none inside.
      const ranges = resource.isComputed("egress") ? [] : addressRanges(resource, "egress");
      const network = networkOf(stack.graph, resource);
      for (const range of ranges) {
        report.attempt(() => {
          if (isEveryAddress(resource.read(range.address))) {
            judgeOpen(range, network !== undefined && withNat.includes(network), report);
          }
        });
      }
    });
  },
});

function judgeOpen(range: AddressRange, hasNat: boolean, report: Report): void {
  if (!hasNat) {
    report.violation(range.address, "is every address, in a network without a NAT gateway");
    return;
  }
  report.expect(range.protocol, (protocol) => protocol === "tcp", "is not tcp, for every address");
  for (const port of [range.fromPort, range.toPort]) {
    report.expect(port, (value) => value === 443, "is not 443, for every address");
  }
}

function networksWithNat(graph: Graph): readonly Node[] {
  return graph
    .ofType(types.natGateway)
    .flatMap((gateway) => graph.targets(gateway, "subnetId", types.subnet))
    .flatMap((subnet) => graph.targets(subnet, "vpcId", types.vpc));
}

function networkOf(graph: Graph, resource: Node): Node | undefined {
  const isGroup = resource.type === types.securityGroup || resource.type === types.defaultSecurityGroup;
  const groups = isGroup ? [resource] : graph.targets(resource, "securityGroupId", types.securityGroup);
  return groups.flatMap((group) => graph.targets(group, "vpcId", types.vpc))[0];
}
