import type { SecretArgs, SecretRotationArgs } from "@pulumi/aws/secretsmanager";

import { types } from "../../../../policy/harness/types";
import { secretRotated } from "../../../../policy/rules/secretsmanager/secret-rotated";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, drop, edit, node, testStackRule } from "../../rule-table";

const snowflake = node(types.secret, "snowflake", { name: "snowflake" } satisfies SecretArgs);
const azure = node(types.secret, "azure", {
  name: "azure",
  tags: { ReplacedBy: "hand" },
} satisfies SecretArgs);
const rotation = node(
  types.secretRotation,
  "rotation",
  {
    secretId: "arn",
    rotationLambdaArn: "arn",
    rotationRules: { automaticallyAfterDays: 30 },
  } satisfies SecretRotationArgs,
  { secretId: snowflake },
);
const DAYS = "rotation rotationRules.automaticallyAfterDays: is not between 1 and 90";

testStackRule(secretRotated, {
  compliant: [snowflake, azure, rotation],
  accepts: {
    "a rotation by the calendar": edit("rotation", {
      "rotationRules.automaticallyAfterDays": ABSENT,
      "rotationRules.scheduleExpression": "cron(0 8 1 * ? *)",
    }),
    "a secret that is not known yet": edit("rotation", { secretId: UNKNOWN }),
    "the longest time": edit("rotation", { "rotationRules.automaticallyAfterDays": 90 }),
    "a person who is not known yet": edit("azure", { "tags.ReplacedBy": UNKNOWN }),
  },
  refuses: {
    "a secret that nobody replaces": [
      drop("rotation"),
      `snowflake tags.ReplacedBy: is not set, and no ${types.secretRotation} names this secret`,
    ],
    "a tag that names nobody": [
      edit("azure", { "tags.ReplacedBy": "" }),
      `azure tags.ReplacedBy: is not set, and no ${types.secretRotation} names this secret`,
    ],
    "a rotation that is switched off": [
      edit("rotation", { rotationEnabled: false }),
      "rotation rotationEnabled: is false: nothing is rotated",
    ],
    "a rotation once a quarter and a day": [
      edit("rotation", { "rotationRules.automaticallyAfterDays": 91 }),
      DAYS,
    ],
    "a rotation without rules": [edit("rotation", { rotationRules: ABSENT }), DAYS],
  },
  undecided: {
    "days that are not known yet": [
      edit("rotation", { "rotationRules.automaticallyAfterDays": UNKNOWN }),
      "rotation rotationRules.automaticallyAfterDays",
    ],
  },
});
