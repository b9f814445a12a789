import type { Variation } from "../variation";

/** Every setting of the organization stack. */
export const ORGANIZATION: readonly Variation[] = [
  {
    keys: ["region"],
    change: { region: "eu-central-1", allowedRegions: ["eu-west-1", "eu-central-1"] },
    never: "trail, bucket and stack sets are in the Region; `allowedRegions` is what teams use",
  },
  { keys: ["regionOptIn"], change: { regionOptIn: "done" } },
  {
    keys: ["managementAccount"],
    change: { managementAccount: "100000000009" },
    never: "an organization has one for ever",
  },
  { keys: ["owner", "costCenter"], change: { owner: "grace@example.com", costCenter: "CC-2" } },
  {
    keys: ["organization"],
    what: "`adopt` to `create`",
    change: { organization: "create" },
    note: "AWS refuses a second organization of an account: for a stack that adopted one, leave it",
  },
  { keys: ["allowedRegions"], change: { allowedRegions: ["eu-west-1", "eu-central-1"] } },
  { keys: ["allowedInstanceTypes"], change: { allowedInstanceTypes: ["ml.m5.*", "ml.m5d.*"] } },
  { keys: ["auditTrail.trail"], what: "`create` to `existing`", change: { "auditTrail.trail": "existing" } },
  {
    keys: ["auditTrail.lock"],
    what: "`GOVERNANCE` to `COMPLIANCE`",
    change: { "auditTrail.lock": "COMPLIANCE" },
    note: "nobody can take it back for logs that are written from then on",
  },
  { keys: ["auditTrail.lockDays"], change: { "auditTrail.lockDays": 400 } },
  { keys: ["securityAccount"], what: "add", change: { securityAccount: "200000000009" } },
  { keys: ["costAllocationTags"], what: "`later` to `activate`", change: { costAllocationTags: "activate" } },
  {
    keys: ["accountEmail"],
    change: { accountEmail: "ml+{team}-{account}@example.com" },
    note: "for accounts that are made later",
  },
  {
    keys: ["teams"],
    what: "add a team",
    change: { "teams.risk": { owner: "risk@example.com", costCenter: "CC-3" } },
  },
  {
    keys: ["teams"],
    what: "remove a team",
    given: { "teams.risk": { owner: "risk@example.com", costCenter: "CC-3" } },
    change: { "teams.risk": undefined },
    note: "the accounts stay open",
  },
  {
    keys: ["teams.<name>.owner", "teams.<name>.costCenter"],
    change: { "teams.fraud.owner": "grace@example.com", "teams.fraud.costCenter": "CC-2" },
  },
  { keys: ["teams.<name>.monthlyBudgetUsd"], change: { "teams.fraud.monthlyBudgetUsd": 2000 } },
];
