import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const sagemakerDomainUserIdentity = resourceRule({
  name: "sagemaker-domain-user-identity",
  description: "Calls to AWS from Studio carry the name of the user profile.",
  severity: "medium",
  level: "mandatory",
  controls: ["NIST-800-53 AU-10"],
  remediation:
    'set domainSettings.executionRoleIdentityConfig to "USER_PROFILE_NAME" and allow sts:SetSourceIdentity in the trust of execution roles',
  url: "https://docs.aws.amazon.com/sagemaker/latest/dg/monitor-user-access.html",
  types: [types.studioDomain],
  check(_domain, report) {
    report.expect(
      "domainSettings.executionRoleIdentityConfig",
      (identity) => identity === "USER_PROFILE_NAME",
      "is not USER_PROFILE_NAME",
    );
  },
});
