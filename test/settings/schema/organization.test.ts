import assert from "node:assert/strict";

import { parseSettings } from "../../../settings/load";
import type { Required, Wrong } from "../samples";
import { itNeeds, itRefuses, organization, withValue } from "../samples";

const EMAIL = "an e-mail address of at most 64 characters";
const ROOT = "an address of at most 56 characters with {team} and {account}";
const MAILBOX = "sub-addressing of a mailbox";

const TYPES = "a family with all its sizes such as ml.m5.*, or one type such as ml.m5.large";

const REQUIRED: readonly Required[] = [
  ["region", "an AWS Region", "Home Region of the trail"],
  ["managementAccount", "an AWS account id: 12 digits in quotes", "management account"],
  ["owner", EMAIL, "Who answers"],
  ["costCenter", "1 to 32 characters", "Cost center"],
  ["allowedRegions", "at least one Region", "Regions where the ML accounts may act"],
  ["accountEmail", ROOT, "Root e-mail address"],
  ["teams", "at least one team", "The teams by name"],
  ["teams.fraud.owner", EMAIL, "Who answers"],
  ["teams.fraud.costCenter", "1 to 32 characters", "Cost center"],
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
  ["a team without content", "teams.fraud", null, "owner, costCenter and", "below the team's name"],
  ["a budget of nothing", "teams.fraud.monthlyBudgetUsd", 0, "1 to 1000000", "one account may cost"],
  ["a budget with cents", "teams.fraud.monthlyBudgetUsd", 99.5, "1 to 1000000", "one account may cost"],
  ["no instance type", "allowedInstanceTypes", [], "a list of 1 to 30 patterns", "list the families"],
  [
    "more instance types than a policy holds",
    "allowedInstanceTypes",
    Array.from({ length: 31 }, (_, index) => `ml.m${index}.*`),
    "a list of 1 to 30 patterns",
    "list the families",
  ],
  ...["m5.large", "ml.*", "ml.*.large", "ml.m5.x*", `ml.${"m".repeat(20)}.*`].map((pattern): Wrong => [
    `${pattern} as an instance type`,
    "allowedInstanceTypes",
    [pattern],
    TYPES,
    "begin with ml.",
    "allowedInstanceTypes[0]",
  ]),
  ["an unknown trail", "auditTrail", { trail: "adopt" }, "create or existing", "", "auditTrail.trail"],
  ["an unknown lock", "auditTrail", { lock: "LEGAL" }, "GOVERNANCE or", "begin with", "auditTrail.lock"],
  ["a lock for no time", "auditTrail", { lockDays: 0 }, "1 to 3650", "audits", "auditTrail.lockDays"],
  ["a lock for centuries", "auditTrail", { lockDays: 3651 }, "1 to 3650", "audits", "auditTrail.lockDays"],
  ["a short security account", "securityAccount", "1", "12 digits in quotes", "12 digits"],
  [
    "the management account as the security account",
    "securityAccount",
    "100000000001",
    "another account of the organization than mlops:managementAccount",
    "name the account of the security team",
  ],
  ["an unknown time for cost tags", "costAllocationTags", "now", "later or activate", "say later at first"],
  ["a misspelt key", "alowedRegions", [], "allowedRegions", "did you mean mlops:allowedRegions?"],
  ["a key of the other kind of stack", "models", {}, "one of kind, region", "remove the key"],
];

describe("settings of the organization", () => {
  it("adopt the organization that is there", () => {
    const settings = parseSettings("organization", organization());
    assert.ok(settings.kind === "organization");
    assert.equal(settings.organization, "adopt");
  });

  it("lock the trail for a year, allow common instances, and leave out what needs preparation", () => {
    const settings = parseSettings("organization", organization());
    assert.ok(settings.kind === "organization");
    assert.deepEqual(settings.auditTrail, { trail: "create", lock: "GOVERNANCE", lockDays: 365 });
    assert.deepEqual(settings.allowedInstanceTypes, [
      "ml.c5.*",
      "ml.g4dn.*",
      "ml.m5.*",
      "ml.m5d.*",
      "ml.t3.*",
    ]);
    assert.equal(settings.costAllocationTags, "later");
    assert.equal(settings.securityAccount, undefined);
    assert.equal(settings.teams.fraud?.monthlyBudgetUsd, 1000);
  });

  it("accept single instance types, a firm lock and a security account", () => {
    const raw = { ...organization(), securityAccount: "100000000009", costAllocationTags: "activate" };
    const types = withValue(raw, "allowedInstanceTypes", ["ml.g5.xlarge", "ml.p4d.24xlarge", "ml.trn1.*"]);
    const settings = parseSettings(
      "organization",
      withValue(types, "auditTrail", { lock: "COMPLIANCE", lockDays: 3650 }),
    );
    assert.ok(settings.kind === "organization");
    assert.deepEqual(settings.auditTrail, { trail: "create", lock: "COMPLIANCE", lockDays: 3650 });
    assert.equal(settings.securityAccount, "100000000009");
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
