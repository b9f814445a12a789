import type { RepositoryArgs } from "@pulumi/aws/ecr";
import { types } from "../../../../policy/harness/types";
import { ecrImmutableTags } from "../../../../policy/rules/ecr/ecr-immutable-tags";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

const LINE = "imageTagMutability: lets tags be moved, so an approved tag could come to mean another image";

testResourceRule(ecrImmutableTags, {
  compliant: {
    type: types.repository,
    name: "images",
    props: { imageTagMutability: "IMMUTABLE" } satisfies RepositoryArgs,
  },
  accepts: { "exceptions by filter": { imageTagMutability: "IMMUTABLE_WITH_EXCLUSION" } },
  refuses: {
    "mutable tags": [{ imageTagMutability: "MUTABLE" }, LINE],
    "the default, which is mutable": [{ imageTagMutability: ABSENT }, LINE],
  },
  undecided: { "an unknown setting": [{ imageTagMutability: UNKNOWN }, "imageTagMutability"] },
});
