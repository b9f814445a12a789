import { guid, idFrom, text } from "../ids";
import type { Properties, Registration } from "../types";
import { arn, inRegion, isUnknown } from "./define";

/** Capacity that a web ACL has, in units of AWS WAF; what the groups of AWS that are used here take of it. */
const CAPACITY = 1500;
const GROUPS: Readonly<Record<string, number>> = {
  AWSManagedRulesCommonRuleSet: 700,
  AWSManagedRulesKnownBadInputsRuleSet: 200,
};
const OWN_RULE = 2;

export const wafv2 = inRegion({
  "aws:wafv2/webAcl:WebAcl": {
    autoname: "name",
    taggable: true,
    computed: webAcl,
    id: ({ urn }) => guid(urn),
    replaceOn: ["name", "namePrefix", "scope"],
  },
  "aws:wafv2/webAclAssociation:WebAclAssociation": {
    computed: () => ({}),
    id: (_, outputs) => `${text(outputs, "webAclArn")},${text(outputs, "resourceArn")}`,
    replaceOn: ["resourceArn", "webAclArn"],
  },
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": {
    computed: ({ inputs }) => {
      const destinations = (inputs.logDestinationConfigs ?? []) as readonly string[];
      if (
        !destinations.every((destination) => isUnknown(destination) || /[:/]aws-waf-logs-/.test(destination))
      ) {
        throw new Error("names of log destinations of AWS WAF begin with aws-waf-logs-");
      }
      return {};
    },
    id: idFrom("resourceArn"),
    replaceOn: ["resourceArn"],
  },
});

interface Rule {
  readonly priority: number;
  readonly statement: { readonly managedRuleGroupStatement?: { readonly name: string } };
}

function webAcl({ urn, inputs, place }: Registration): Properties {
  const rules = (inputs.rules ?? []) as readonly Rule[];
  if (new Set(rules.map(({ priority }) => priority)).size !== rules.length) {
    throw new Error("two rules of the web ACL have the same priority");
  }
  const capacity = rules.map(
    ({ statement }) => GROUPS[statement.managedRuleGroupStatement?.name ?? ""] ?? OWN_RULE,
  );
  const used = capacity.reduce((sum, units) => sum + units, 0);
  if (used > CAPACITY) {
    throw new Error(`the web ACL takes ${used} units of capacity, AWS WAF has ${CAPACITY}`);
  }
  return {
    arn: arn(place, "wafv2", `regional/webacl/${text(inputs, "name")}/${guid(urn)}`),
    capacity: used,
    lockToken: guid(`${urn}#lock`),
    applicationIntegrationUrl: "",
    namePrefix: "",
  };
}
