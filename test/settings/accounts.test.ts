import assert from "node:assert/strict";

import { isSingleAccount, resolveAccounts } from "../../settings/accounts";
import { parseSettings } from "../../settings/load";
import type { LandingZoneSettings } from "../../settings/schema/landing-zone";
import { startMocks } from "../support/mocks";
import type { Raw } from "./samples";
import { landingZone, withValue } from "./samples";

const STACK = "organization/mlops/organization";
const FRAUD = {
  development: "200000000001",
  automation: "200000000002",
  staging: "200000000003",
  production: "200000000004",
};

function settingsWith(accounts: Raw, profile = "production"): LandingZoneSettings {
  const raw = withValue(withValue(landingZone(), "accounts", accounts), "profile", profile);
  const settings = parseSettings("prod", raw);
  assert.ok(settings.kind === "landing-zone");
  return settings;
}

/** Settings that leave the accounts to the organization stack, which has these outputs. */
function fromStack(outputs: Readonly<Record<string, unknown>>): Promise<unknown> {
  startMocks({ stackReferences: { [STACK]: outputs } });
  return resolveAccounts(settingsWith({ organizationStack: STACK }));
}

describe("accounts", () => {
  it("are the four of the settings", async () => {
    assert.deepEqual(await resolveAccounts(settingsWith(FRAUD)), FRAUD);
  });

  it("are one and the same in a trial", async () => {
    const accounts = await resolveAccounts(settingsWith({ single: "200000000009" }, "trial"));
    assert.deepEqual(accounts, {
      development: "200000000009",
      automation: "200000000009",
      staging: "200000000009",
      production: "200000000009",
    });
    assert.equal(isSingleAccount(accounts), true);
  });

  it("are several where any differs", () => {
    assert.equal(isSingleAccount(FRAUD), false);
  });

  it("come from the organization stack, those of the own team", async () => {
    const others = { development: "1", automation: "2", staging: "3", production: "4" };
    assert.deepEqual(await fromStack({ accountIds: { risk: others, fraud: FRAUD } }), FRAUD);
  });

  it("fails when the organization stack does not know the team", async () => {
    await assert.rejects(fromStack({ accountIds: { risk: FRAUD } }), {
      name: "Error",
      message:
        `stack ${STACK} has no development account for team fraud: add the team to its mlops:teams and run it ` +
        "first; given null, needed a 12-digit id in its output accountIds",
    });
  });

  it("fails when the organization stack has no account for a plane", async () => {
    const three = { ...FRAUD, staging: undefined };
    await assert.rejects(
      fromStack({ accountIds: { fraud: three } }),
      /has no staging account for team fraud/,
    );
  });

  it("fails when an account id is malformed", async () => {
    for (const [id, given] of [
      [4, "given 4,"],
      ["20000000000", 'given "20000000000",'],
    ] as const) {
      const refused = fromStack({ accountIds: { fraud: { ...FRAUD, production: id } } });
      await assert.rejects(refused, (error: Error) =>
        error.message.includes(`${given} needed a 12-digit id`),
      );
    }
  });

  it("fails when the organization stack has not run yet", async () => {
    await assert.rejects(fromStack({}), /has no development account for team fraud/);
  });
});
