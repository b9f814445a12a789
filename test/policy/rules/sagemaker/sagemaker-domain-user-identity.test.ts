import { types } from "../../../../policy/harness/types";
import { sagemakerDomainUserIdentity } from "../../../../policy/rules/sagemaker/sagemaker-domain-user-identity";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

const IDENTITY = "domainSettings.executionRoleIdentityConfig";

testResourceRule(sagemakerDomainUserIdentity, {
  compliant: {
    type: types.studioDomain,
    name: "studio",
    props: { domainSettings: { executionRoleIdentityConfig: "USER_PROFILE_NAME" } },
  },
  refuses: {
    "calls under the role alone": [{ [IDENTITY]: "DISABLED" }, `${IDENTITY}: is not USER_PROFILE_NAME`],
    "a domain that says nothing": [{ domainSettings: ABSENT }, `${IDENTITY}: is not USER_PROFILE_NAME`],
  },
  undecided: { "an unknown setting": [{ [IDENTITY]: UNKNOWN }, IDENTITY] },
});
