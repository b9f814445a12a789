import { allowsOf, isOpen } from "../../harness/policy-document";
import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

/** A registry as a whole: every repository that is there, or will be. */
const WHOLE_REGISTRY = /^\*$|:repository\/\*+$/;

export const ecrRegistryPolicyNamed = resourceRule({
  name: "ecr-registry-policy-named",
  description: "Named accounts fill named repositories of a registry, and create none.",
  severity: "high",
  level: "mandatory",
  controls: ["Well-Architected SEC03-BP07", "NIST-800-53 AC-6"],
  remediation: "name the account, the action ecr:ReplicateImage and the repositories by their namespace",
  url: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions-create-replication.html",
  types: [types.registryPolicy],
  check(policy, report) {
    for (const statement of allowsOf(policy.json("policy"))) {
      const { label, actions, notActions, principals, notPrincipals, resources, notResources } = statement;
      if (principals.some(isOpen) || notPrincipals.length > 0) {
        report.violation("policy", `${label} is open to principals that it does not name`);
      }
      const other = actions.filter((action) => action !== "ecr:ReplicateImage");
      if (other.length > 0 || notActions.length > 0) {
        const list = other.length > 0 ? other.join(", ") : "everything except some actions";
        report.violation("policy", `${label} allows ${list}`);
      }
      if (resources.some((resource) => WHOLE_REGISTRY.test(resource)) || notResources.length > 0) {
        report.violation("policy", `${label} reaches repositories that it does not name`);
      }
    }
  },
});
