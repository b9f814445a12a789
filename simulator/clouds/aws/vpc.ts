import { idFrom } from "../ids";
import type { Registration } from "../types";
import { arn, ec2Id, inRegion } from "./define";

const rule = {
  taggable: true,
  computed: ({ urn, place }: Registration) => ({
    arn: arn(place, "ec2", `security-group-rule/${ec2Id("sgr", urn)}`),
    securityGroupRuleId: ec2Id("sgr", urn),
  }),
  id: idFrom("securityGroupRuleId"),
  replaceOn: ["securityGroupId"],
};

/** The provider keeps newer parts of EC2 in a module of its own. */
export const vpc = inRegion({
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": rule,
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": rule,
});
