import type { KeyArgs } from "@pulumi/aws/kms";
import { types } from "../../../../policy/harness/types";
import { kmsRotation } from "../../../../policy/rules/kms/kms-rotation";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

testResourceRule(kmsRotation, {
  compliant: {
    type: types.key,
    name: "data",
    props: { enableKeyRotation: true, rotationPeriodInDays: 365 } satisfies KeyArgs,
  },
  accepts: {
    "the default period": { rotationPeriodInDays: ABSENT },
    "an asymmetric key, which cannot rotate": { customerMasterKeySpec: "RSA_4096", enableKeyRotation: false },
    "a MAC key, which cannot rotate": { keyUsage: "GENERATE_VERIFY_MAC", enableKeyRotation: ABSENT },
  },
  refuses: {
    "a key without rotation": [{ enableKeyRotation: false }, "enableKeyRotation: is not true"],
    "a key that says nothing of rotation": [{ enableKeyRotation: ABSENT }, "enableKeyRotation: is not true"],
    "a long period": [{ rotationPeriodInDays: 366 }, "rotationPeriodInDays: is longer than 365 days"],
  },
  undecided: {
    "an unknown rotation": [{ enableKeyRotation: UNKNOWN }, "enableKeyRotation"],
    "an unknown kind of key": [{ keyUsage: UNKNOWN }, "keyUsage"],
  },
});
