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

const MOVES_STAGES = {
  Sid: "Move",
  Action: "sagemaker:UpdateModelPackage",
  Condition: {
    Null: { "sagemaker:ModelApprovalStatus": "true" },
    StringEquals: { "sagemaker:ModelLifeCycle:Stage": ["Production", "Retired"] },
  },
};

testResourceRule(registryPolicyReadOnly, {
  compliant: policy({}),
  accepts: {
    "reading by pattern": () => policy({ Action: ["sagemaker:Describe*", "sagemaker:List*"] }),
    "moving stages without approving": () => policy(MOVES_STAGES),
    "a statement that denies writing": () =>
      policy({ Effect: "Deny", Principal: "*", Action: "sagemaker:*" }),
  },
  refuses: {
    "moving stages with an approval": [
      () =>
        policy({
          ...MOVES_STAGES,
          Condition: { StringEquals: { "sagemaker:ModelLifeCycle:Stage": "Production" } },
        }),
      "resourcePolicy: statement Move allows sagemaker:UpdateModelPackage",
    ],
    "any change but an approval": [
      () => policy({ ...MOVES_STAGES, Condition: { Null: { "sagemaker:ModelApprovalStatus": "true" } } }),
      "resourcePolicy: statement Move allows sagemaker:UpdateModelPackage",
    ],
    "more than moving stages on the same conditions": [
      () =>
        policy({ ...MOVES_STAGES, Action: ["sagemaker:UpdateModelPackage", "sagemaker:DeleteModelPackage"] }),
      "resourcePolicy: statement Move allows sagemaker:UpdateModelPackage, sagemaker:DeleteModelPackage",
    ],
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
