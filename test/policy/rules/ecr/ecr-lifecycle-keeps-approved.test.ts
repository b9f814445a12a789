import type { LifecyclePolicyArgs } from "@pulumi/aws/ecr";
import { types } from "../../../../policy/harness/types";
import { ecrLifecycleKeepsApproved } from "../../../../policy/rules/ecr/ecr-lifecycle-keeps-approved";
import { UNKNOWN } from "../../../support/analyzer";
import type { ResourceRecord } from "../../../support/analyzer";
import { testResourceRule } from "../../rule-table";

const KEEP = {
  rulePriority: 1,
  selection: {
    tagStatus: "tagged",
    tagPrefixList: ["approved-"],
    countType: "imageCountMoreThan",
    countNumber: 100_000,
  },
  action: { type: "expire" },
};
const BUILDS = {
  rulePriority: 2,
  selection: {
    tagStatus: "tagged",
    tagPrefixList: ["build-"],
    countType: "imageCountMoreThan",
    countNumber: 30,
  },
  action: { type: "expire" },
};
const UNTAGGED = {
  rulePriority: 3,
  selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 14 },
  action: { type: "expire" },
};

function lifecycle(...rules: readonly object[]): ResourceRecord {
  const props: LifecyclePolicyArgs = { repository: "training", policy: JSON.stringify({ rules }) };
  return { type: types.lifecyclePolicy, name: "training", props };
}

const keeping = (changes: object) => ({ ...KEEP, selection: { ...KEEP.selection, ...changes } });
const expiring = (priority: number) => `policy: rule ${priority} can expire images that are approved`;

testResourceRule(ecrLifecycleKeepsApproved, {
  compliant: lifecycle(KEEP, BUILDS, UNTAGGED),
  accepts: {
    "rules in another order of writing": () => lifecycle(UNTAGGED, BUILDS, KEEP),
    "only images without a tag": () => lifecycle(UNTAGGED),
    "everything that is not approved": () =>
      lifecycle(KEEP, { ...BUILDS, selection: { tagStatus: "any", countType: "imageCountMoreThan" } }),
    "no rule": () => lifecycle(),
  },
  refuses: {
    "builds, which an approved image is, too": [() => lifecycle(BUILDS, UNTAGGED), expiring(2)],
    "a rule that keeps, too late": [() => lifecycle({ ...KEEP, rulePriority: 4 }, BUILDS), expiring(2)],
    "any image": [
      () => lifecycle({ ...BUILDS, selection: { tagStatus: "any", countType: "imageCountMoreThan" } }),
      expiring(2),
    ],
    "approved images beyond a number": [() => lifecycle(keeping({ countNumber: 100 })), expiring(1)],
    "approved images after a time": [
      () => lifecycle(keeping({ countType: "sinceImagePushed", countNumber: 100_000 })),
      expiring(1),
    ],
    "approved images by a narrower prefix": [
      () => lifecycle(keeping({ tagPrefixList: ["approved-1"] })),
      expiring(1),
    ],
    "images that are approved and something else": [
      () => lifecycle(keeping({ tagPrefixList: ["approved-", "release-"] })),
      expiring(1),
    ],
    "text that is no policy": [{ policy: "no" }, "policy: is not valid JSON"],
  },
  undecided: { "an unknown policy": [{ policy: UNKNOWN }, "policy"] },
});
