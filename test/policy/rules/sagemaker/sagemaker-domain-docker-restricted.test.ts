import { types } from "../../../../policy/harness/types";
import { sagemakerDomainDockerRestricted } from "../../../../policy/rules/sagemaker/sagemaker-domain-docker-restricted";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

const DOCKER = "domainSettings.dockerSettings";

testResourceRule(sagemakerDomainDockerRestricted, {
  compliant: {
    type: types.studioDomain,
    name: "studio",
    props: {
      domainSettings: {
        dockerSettings: { enableDockerAccess: "ENABLED", vpcOnlyTrustedAccounts: ["200000000002"] },
      },
    },
  },
  accepts: {
    "a domain without Docker": {
      [`${DOCKER}.enableDockerAccess`]: "DISABLED",
      [`${DOCKER}.vpcOnlyTrustedAccounts`]: ABSENT,
    },
    "a domain that says nothing of Docker": { domainSettings: ABSENT },
  },
  refuses: {
    "images of every account": [
      { [`${DOCKER}.vpcOnlyTrustedAccounts`]: ABSENT },
      `${DOCKER}.vpcOnlyTrustedAccounts: names no account`,
    ],
    "an empty list of accounts": [
      { [`${DOCKER}.vpcOnlyTrustedAccounts`]: [] },
      `${DOCKER}.vpcOnlyTrustedAccounts: names no account`,
    ],
  },
  undecided: {
    "unknown settings": [{ [`${DOCKER}.enableDockerAccess`]: UNKNOWN }, `${DOCKER}.enableDockerAccess`],
  },
});
