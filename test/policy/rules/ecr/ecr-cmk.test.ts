import type { RepositoryArgs } from "@pulumi/aws/ecr";
import { types } from "../../../../policy/harness/types";
import { ecrCmk } from "../../../../policy/rules/ecr/ecr-cmk";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

testResourceRule(ecrCmk, {
  compliant: {
    type: types.repository,
    name: "images",
    props: { encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: "key" }] } satisfies RepositoryArgs,
  },
  accepts: {
    "two layers of encryption": { "encryptionConfigurations.0.encryptionType": "KMS_DSSE" },
    "a key that is not known yet": { "encryptionConfigurations.0.kmsKey": UNKNOWN },
  },
  refuses: {
    AES256: [
      { "encryptionConfigurations.0.encryptionType": "AES256" },
      "encryptionConfigurations.0.encryptionType: is not KMS",
    ],
    "the AWS managed key": [
      { "encryptionConfigurations.0.kmsKey": ABSENT },
      "encryptionConfigurations.0.kmsKey: is not set, so ECR uses the AWS managed key",
    ],
  },
  undecided: {
    "an unknown configuration": [{ encryptionConfigurations: UNKNOWN }, "encryptionConfigurations"],
  },
});
