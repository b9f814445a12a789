import type { RegistryPolicyArgs } from "@pulumi/aws/ecr";
import { types } from "../../../../policy/harness/types";
import { ecrRegistryPolicyNamed } from "../../../../policy/rules/ecr/ecr-registry-policy-named";
import { UNKNOWN } from "../../../support/analyzer";
import type { ResourceRecord } from "../../../support/analyzer";
import { testResourceRule } from "../../rule-table";

function policy(changes: object): ResourceRecord {
  const statement = {
    Sid: "Replicate",
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::111122223333:root" },
    Action: "ecr:ReplicateImage",
    Resource: "arn:aws:ecr:eu-west-1:444455556666:repository/mlops/fraud/*",
    ...changes,
  };
  const props: RegistryPolicyArgs = {
    policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
  };
  return { type: types.registryPolicy, name: "replicas", props };
}

const OPEN = "policy: statement Replicate is open to principals that it does not name";
const REACHES = "policy: statement Replicate reaches repositories that it does not name";

testResourceRule(ecrRegistryPolicyNamed, {
  compliant: policy({}),
  accepts: {
    "a single repository": () =>
      policy({ Resource: ["arn:aws:ecr:eu-west-1:444455556666:repository/mlops/fraud/churn"] }),
    "a statement that denies": () =>
      policy({ Effect: "Deny", Principal: "*", Action: "ecr:*", Resource: "*" }),
  },
  refuses: {
    everyone: [() => policy({ Principal: "*" }), OPEN],
    "every account": [() => policy({ Principal: { AWS: "*" } }), OPEN],
    "everyone but some": [
      () => policy({ Principal: undefined, NotPrincipal: { AWS: "arn:aws:iam::111122223333:root" } }),
      OPEN,
    ],
    "repositories that the sender creates": [
      () => policy({ Action: ["ecr:CreateRepository", "ecr:ReplicateImage"] }),
      "policy: statement Replicate allows ecr:CreateRepository",
    ],
    "all actions": [() => policy({ Action: "ecr:*" }), "policy: statement Replicate allows ecr:*"],
    "all actions but some": [
      () => policy({ Action: undefined, NotAction: "ecr:DeleteRepository" }),
      "policy: statement Replicate allows everything except some actions",
    ],
    "every resource": [() => policy({ Resource: "*" }), REACHES],
    "every repository": [
      () => policy({ Resource: "arn:aws:ecr:eu-west-1:444455556666:repository/*" }),
      REACHES,
    ],
    "every repository but some": [
      () =>
        policy({
          Resource: undefined,
          NotResource: "arn:aws:ecr:eu-west-1:444455556666:repository/mlops/fraud/churn",
        }),
      REACHES,
    ],
  },
  undecided: { "an unknown document": [{ policy: UNKNOWN }, "policy"] },
});
