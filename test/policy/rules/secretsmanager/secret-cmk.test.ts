import type { SecretArgs } from "@pulumi/aws/secretsmanager";

import { types } from "../../../../policy/harness/types";
import { secretCmk } from "../../../../policy/rules/secretsmanager/secret-cmk";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

const LINE = "kmsKeyId: is not set: the key of AWS is open to every role of the account";

testResourceRule(secretCmk, {
  compliant: {
    type: types.secret,
    name: "snowflake",
    props: { name: "mlops/fraud/snowflake", kmsKeyId: "key" } satisfies SecretArgs,
  },
  accepts: { "a key that is not known yet": { kmsKeyId: UNKNOWN } },
  refuses: {
    "a secret without a key": [{ kmsKeyId: ABSENT }, LINE],
    "a secret with an empty key": [{ kmsKeyId: "" }, LINE],
  },
});
