import { opensearchFineGrainedAccess } from "../../../../policy/rules/opensearch/opensearch-fine-grained-access";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";
import { DOMAIN } from "./domain";

const OPTIONS = "advancedSecurityOptions";

testResourceRule(opensearchFineGrainedAccess, {
  compliant: DOMAIN,
  accepts: { "what is off by name": { [`${OPTIONS}.internalUserDatabaseEnabled`]: false } },
  refuses: {
    "one access for all": [{ [OPTIONS]: ABSENT }, `${OPTIONS}.enabled: is not true`],
    "users of its own": [
      { [`${OPTIONS}.internalUserDatabaseEnabled`]: true },
      `${OPTIONS}.internalUserDatabaseEnabled: is true`,
    ],
    "people without a name": [
      { [`${OPTIONS}.anonymousAuthEnabled`]: true },
      `${OPTIONS}.anonymousAuthEnabled: is true`,
    ],
  },
  undecided: { "an unknown setting": [{ [`${OPTIONS}.enabled`]: UNKNOWN }, `${OPTIONS}.enabled`] },
});
