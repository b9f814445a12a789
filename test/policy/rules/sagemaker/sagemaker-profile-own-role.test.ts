import { types } from "../../../../policy/harness/types";
import { sagemakerProfileOwnRole } from "../../../../policy/rules/sagemaker/sagemaker-profile-own-role";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, all, drop, edit, node, testStackRule } from "../../rule-table";

const ROLE = "userSettings.executionRole";
const DEFAULT = "defaultUserSettings.executionRole";
const shared = node(types.role, "default", { name: "studio-default" });
const own = node(types.role, "data-scientist", { name: "studio-data-scientist" });
const domain = node(
  types.studioDomain,
  "studio",
  { defaultUserSettings: { executionRole: UNKNOWN } },
  { defaultUserSettings: shared },
);
const profile = node(
  types.userProfile,
  "ada",
  { domainId: UNKNOWN, userSettings: { executionRole: UNKNOWN } },
  { domainId: domain, userSettings: own },
);
const sharedProfile = node(
  types.userProfile,
  "grace",
  { domainId: UNKNOWN, userSettings: { executionRole: UNKNOWN } },
  { domainId: domain, userSettings: shared },
);

testStackRule(sagemakerProfileOwnRole, {
  compliant: [shared, own, domain, profile],
  accepts: {
    "roles that are known and differ": all(
      edit("ada", { [ROLE]: "arn:own" }),
      edit("studio", { [DEFAULT]: "arn:default" }),
    ),
    "a profile of a domain that is not in the stack": drop("studio"),
  },
  refuses: {
    "a profile without a role": [
      edit("ada", { userSettings: ABSENT }),
      `ada ${ROLE}: is not set: the role of the domain holds`,
    ],
    "a profile whose role comes from where the domain's does": [
      (graph) => [...graph, sharedProfile],
      `grace ${ROLE}: is the role of the domain`,
    ],
    "a profile with the role of the domain": [
      all(edit("ada", { [ROLE]: "arn:default" }), edit("studio", { [DEFAULT]: "arn:default" })),
      `ada ${ROLE}: is the role of the domain`,
    ],
  },
  undecided: {
    "a role that comes from nowhere in the stack": [drop("data-scientist"), `ada ${ROLE}`],
  },
});
