import type { ModelPackageGroupPolicyArgs } from "@pulumi/aws/sagemaker";
import { types } from "../../../../policy/harness/types";
import { registryPolicyReadOnly } from "../../../../policy/rules/sagemaker/registry-policy-read-only";
import { UNKNOWN } from "../../../support/analyzer";
import type { ResourceRecord } from "../../../support/analyzer";
import { testResourceRule } from "../../rule-table";

function policy(changes: object): ResourceRecord {
  const statement = {
    Sid: "Read",
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::111122223333:root" },
    Action: ["sagemaker:DescribeModelPackage", "sagemaker:ListModelPackages", "sagemaker:CreateModel"],
    ...changes,
  };
  const props: ModelPackageGroupPolicyArgs = {
    modelPackageGroupName: "churn",
    resourcePolicy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
  };
  return { type: types.modelPackageGroupPolicy, name: "churn", props };
}

testResourceRule(registryPolicyReadOnly, {
  compliant: policy({}),
  accepts: {
    "reading by pattern": () => policy({ Action: ["sagemaker:Describe*", "sagemaker:List*"] }),
    "a statement that denies writing": () =>
      policy({ Effect: "Deny", Principal: "*", Action: "sagemaker:*" }),
  },
  refuses: {
    "approval by another account": [
      () => policy({ Action: ["sagemaker:DescribeModelPackage", "sagemaker:UpdateModelPackage"] }),
      "resourcePolicy: statement Read allows sagemaker:UpdateModelPackage",
    ],
    "registration by another account": [
      () => policy({ Action: "sagemaker:CreateModelPackage" }),
      "resourcePolicy: statement Read allows sagemaker:CreateModelPackage",
    ],
    "a pattern that covers registration": [
      () => policy({ Action: "sagemaker:CreateModel*" }),
      "resourcePolicy: statement Read allows sagemaker:CreateModel*",
    ],
    "all actions": [() => policy({ Action: "*" }), "resourcePolicy: statement Read allows *"],
    "all actions but some": [
      () => policy({ Action: undefined, NotAction: "sagemaker:UpdateModelPackage" }),
      "resourcePolicy: statement Read allows everything except some actions",
    ],
    everyone: [
      () => policy({ Principal: "*" }),
      "resourcePolicy: statement Read is open to principals that it does not name",
    ],
    "every account": [
      () => policy({ Principal: { AWS: "*" } }),
      "resourcePolicy: statement Read is open to principals that it does not name",
    ],
    "text that is no policy": [{ resourcePolicy: "no" }, "resourcePolicy: is not valid JSON"],
  },
  undecided: { "an unknown document": [{ resourcePolicy: UNKNOWN }, "resourcePolicy"] },
});
