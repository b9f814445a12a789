import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const statefulProtected = resourceRule({
  name: "stateful-protected",
  description: "Resources that hold data, keys, images or models are protected from deletion.",
  severity: "high",
  level: "mandatory-in-production",
  controls: ["NIST-800-53 CM-5"],
  remediation: "set the resource option protect to true",
  url: "https://www.pulumi.com/docs/iac/concepts/resources/options/protect/",
  types: [
    types.bucket,
    types.featureGroup,
    types.key,
    types.repository,
    types.modelPackageGroup,
    types.searchDomain,
    types.space,
    types.studioDomain,
  ],
  check(resource, report) {
    if (!resource.protect) {
      report.violation("protect", "is not set");
    }
  },
});
