import type { Statement } from "../../harness/policy-document";
import { allowsOf, conditionValues, isOpen } from "../../harness/policy-document";
import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

/** Reading a model package and making a model from it. "CreateModel*" would also cover CreateModelPackage. */
const READING = /^sagemaker:((BatchDescribe|Describe|List)[A-Za-z]*\*?|CreateModel)$/;

/** Saying in a version's life cycle that it serves, which leaves its approval alone. */
const MOVING = "sagemaker:UpdateModelPackage";

function movesStagesOnly(statement: Statement): boolean {
  return (
    statement.actions.every((action) => action === MOVING) &&
    conditionValues(statement, "Null", "sagemaker:ModelApprovalStatus").includes("true") &&
    conditionValues(statement, "StringEquals", "sagemaker:ModelLifeCycle:Stage").length > 0
  );
}

export const registryPolicyReadOnly = resourceRule({
  name: "registry-policy-read-only",
  description:
    "Other accounts read the model registry and may say which version serves; they cannot approve or change models.",
  severity: "critical",
  level: "mandatory",
  controls: ["Well-Architected SEC03-BP08", "NIST-800-53 AC-5"],
  remediation:
    "allow named accounts only sagemaker:Describe*, sagemaker:List* and sagemaker:CreateModel, and sagemaker:UpdateModelPackage on condition that it names a stage and no approval status",
  url: "https://docs.aws.amazon.com/sagemaker/latest/dg/model-registry-deploy-xaccount.html",
  types: [types.modelPackageGroupPolicy],
  check(policy, report) {
    for (const statement of allowsOf(policy.json("resourcePolicy"))) {
      const { label, actions, notActions, principals, notPrincipals } = statement;
      const writing = movesStagesOnly(statement) ? [] : actions.filter((action) => !READING.test(action));
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
