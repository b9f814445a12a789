import type { StreamArgs } from "@pulumi/aws/kinesis";
import { types } from "../../../../policy/harness/types";
import { kinesisCmk } from "../../../../policy/rules/kinesis/kinesis-cmk";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

testResourceRule(kinesisCmk, {
  compliant: {
    type: types.dataStream,
    name: "logs",
    props: { encryptionType: "KMS", kmsKeyId: "key" } satisfies StreamArgs,
  },
  accepts: { "a key that is not known yet": { kmsKeyId: UNKNOWN } },
  refuses: {
    "a stream in clear": [{ encryptionType: "NONE" }, "encryptionType: is not KMS"],
    "no encryption named": [{ encryptionType: ABSENT }, "encryptionType: is not KMS"],
    "no key": [{ kmsKeyId: ABSENT }, "kmsKeyId: is not set"],
    "AWS's own key": [{ kmsKeyId: "alias/aws/kinesis" }, "kmsKeyId: is AWS's own key"],
  },
  undecided: { "an unknown encryption": [{ encryptionType: UNKNOWN }, "encryptionType"] },
});
