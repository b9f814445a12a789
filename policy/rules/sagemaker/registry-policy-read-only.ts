import { allowsOf, isOpen } from "../../harness/policy-document";
import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

/** Reading a model package and making a model from it. "CreateModel*" would also cover CreateModelPackage. */
const READING = /^sagemaker:((BatchDescribe|Describe|List)[A-Za-z]*\*?|CreateModel)$/;

export const registryPolicyReadOnly = resourceRule({
  name: "registry-policy-read-only",
  description: "Other accounts read the model registry; they cannot approve or change models.",
  severity: "critical",
  level: "mandatory",
  controls: ["Well-Architected SEC03-BP08", "NIST-800-53 AC-5"],
  remediation: "allow named accounts only sagemaker:Describe*, sagemaker:List* and sagemaker:CreateModel",
  url: "https://docs.aws.amazon.com/sagemaker/latest/dg/model-registry-deploy-xaccount.html",
  types: [types.modelPackageGroupPolicy],
  check(policy, report) {
    for (const statement of allowsOf(policy.json("resourcePolicy"))) {
      const { label, actions, notActions, principals, notPrincipals } = statement;
      const writing = actions.filter((action) => !READING.test(action));
      if (writing.length > 0 || notActions.length > 0) {
        const list = writing.length > 0 ? writing.join(", ") : "everything except some actions";
        report.violation("resourcePolicy", `${label} allows ${list}`);
      }
      if (principals.some(isOpen) || notPrincipals.length > 0) {
        report.violation("resourcePolicy", `${label} is open to principals that it does not name`);
      }
    }
  },
});
