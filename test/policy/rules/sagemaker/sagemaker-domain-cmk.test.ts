import { types } from "../../../../policy/harness/types";
import { sagemakerDomainCmk } from "../../../../policy/rules/sagemaker/sagemaker-domain-cmk";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

testResourceRule(sagemakerDomainCmk, {
  compliant: { type: types.studioDomain, name: "studio", props: { kmsKeyId: "key" } },
  accepts: { "a key that is not known yet": { kmsKeyId: UNKNOWN } },
  refuses: { "a domain without a key": [{ kmsKeyId: ABSENT }, "kmsKeyId: is not set"] },
});
