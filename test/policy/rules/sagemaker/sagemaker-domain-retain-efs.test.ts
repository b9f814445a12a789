import { types } from "../../../../policy/harness/types";
import { sagemakerDomainRetainEfs } from "../../../../policy/rules/sagemaker/sagemaker-domain-retain-efs";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

const HOMES = "retentionPolicy.homeEfsFileSystem";

testResourceRule(sagemakerDomainRetainEfs, {
  compliant: {
    type: types.studioDomain,
    name: "studio",
    protect: true,
    props: { retentionPolicy: { homeEfsFileSystem: "Retain" } },
  },
  accepts: {
    "what SageMaker does by itself": { retentionPolicy: ABSENT },
    "a domain for trials that leaves nothing": (domain) => ({
      ...domain,
      protect: false,
      props: { retentionPolicy: { homeEfsFileSystem: "Delete" } },
    }),
  },
  refuses: { "homes that go with the domain": [{ [HOMES]: "Delete" }, `${HOMES}: is not Retain`] },
  undecided: { "an unknown policy": [{ [HOMES]: UNKNOWN }, HOMES] },
});
