import assert from "node:assert/strict";

import { parseSettings } from "../../../settings/load";
import type { Required, Wrong } from "../samples";
import { itNeeds, itRefuses, organization, withValue } from "../samples";

const EMAIL = "an e-mail address of at most 64 characters";
const ROOT = "an address of at most 56 characters with {team} and {account}";
const MAILBOX = "sub-addressing of a mailbox";

const REQUIRED: readonly Required[] = [
  ["region", "an AWS Region", "Region of the provider"],
  ["managementAccount", "an AWS account id: 12 digits in quotes", "management account"],
  ["owner", EMAIL, "Who answers"],
  ["costCenter", "1 to 32 characters", "Cost centre"],
  ["allowedRegions", "at least one Region", "Regions where the ML accounts may act"],
  ["accountEmail", ROOT, "Root e-mail address"],
  ["teams", "at least one team", "The teams by name"],
  ["teams.fraud.owner", EMAIL, "Who answers"],
  ["teams.fraud.costCenter", "1 to 32 characters", "Cost centre"],
];

const WRONG: readonly Wrong[] = [
  ["a short account id", "managementAccount", "1000000001", "12 digits in quotes", "12 digits"],
  ["an account id without quotes", "managementAccount", 100000000001, "12 digits in quotes", "unquoted"],
  ["a malformed owner", "owner", "platform team", EMAIL, "write one address"],
  ["an unknown way to the organization", "organization", "existing", "adopt or create", "say create only"],
  ["no allowed Region", "allowedRegions", [], "at least one Region", "list the Regions"],
  [
    "an unknown allowed Region",
    "allowedRegions",
    ["eu-west-1", "x"],
    "AWS Region",
    "code",
    "allowedRegions[1]",
  ],
  [
    "a Region that is not allowed",
    "region",
    "eu-north-1",
    "contains mlops:region",
    "add eu-north-1",
    "allowedRegions",
  ],
  ["one address for all accounts", "accountEmail", "aws@example.com", ROOT, MAILBOX],
  ["one address for all accounts of a team", "accountEmail", "aws+{team}@example.com", ROOT, MAILBOX],
  ["an unknown placeholder", "accountEmail", "{org}+{team}-{account}@example.com", ROOT, MAILBOX],
  ["one placeholder twice", "accountEmail", "aws+{team}-{team}@example.com", ROOT, MAILBOX],
  [
    "an address too long once filled in",
    "accountEmail",
    `${"x".repeat(30)}+{team}-{account}@example.com`,
    ROOT,
    MAILBOX,
  ],
  ["an address without domain", "accountEmail", "aws+{team}-{account}", ROOT, MAILBOX],
  ["no team", "teams", {}, "at least one team", "add a team"],
  [
    "a team name of 14 characters",
    "teams.fraud-cards-eu",
    { owner: "a@example.com", costCenter: "1" },
    "at most 12",
    "shorten",
  ],
  ["a team without content", "teams.fraud", null, "owner and costCenter", "below the team's name"],
  ["a misspelt key", "alowedRegions", [], "allowedRegions", "did you mean mlops:allowedRegions?"],
  ["a key of the other kind of stack", "models", {}, "one of kind, region", "remove the key"],
];

describe("settings of the organization", () => {
  it("adopt the organization that is there", () => {
    const settings = parseSettings("organization", organization());
    assert.ok(settings.kind === "organization");
    assert.equal(settings.organization, "adopt");
  });

  it("accept placeholders in any order", () => {
    const reversed = withValue(organization(), "accountEmail", "{account}.{team}@aws.example.com");
    assert.equal(parseSettings("organization", reversed).kind, "organization");
  });

  it("accept several Regions and teams", () => {
    const several = withValue(organization(), "allowedRegions", ["eu-north-1", "eu-west-1"]);
    const risk = { owner: "risk@example.com", costCenter: "2" };
    assert.equal(parseSettings("organization", withValue(several, "teams.risk", risk)).kind, "organization");
  });

  itNeeds(organization, REQUIRED);
  itRefuses(organization, WRONG);
});
