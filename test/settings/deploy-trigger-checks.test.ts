import assert from "node:assert/strict";

import { deployCredential } from "../../planes/automation/deploy-credential";
import { parseSettings } from "../../settings/load";
import type { LandingZoneSettings } from "../../settings/schema/landing-zone";
import type { Raw } from "./samples";
import { itRefuses, landingZone, withValue } from "./samples";

const TRIGGER = "azureDevOps.deployTrigger";
const IDS = {
  tenantId: "5b1d7c44-93a6-4c29-8d0e-6a3f2b7e9d10",
  clientId: "1f6f2e0b-2a4d-4b77-9c55-0d3c8e5a7b21",
  objectId: "c2a94e7d-5f18-4e63-b0a7-9e1d4c6b8f32",
};

const having = (trigger: Raw): Raw => withValue(landingZone(), TRIGGER, trigger);
const withSecret = (): Raw => having({ ...IDS, signIn: "clientSecret", expires: "2027-03-31" });
const withToken = (): Raw => having({ signIn: "personalAccessToken", expires: "2027-03-31" });

const credentialIn = (raw: Raw): unknown => {
  const settings = parseSettings("prod", raw) as LandingZoneSettings;
  return deployCredential(settings.azureDevOps.deployTrigger);
};

describe("the deploy trigger of the settings", () => {
  const { tenantId, clientId } = IDS;

  it("is the role of the function unless they say otherwise", () => {
    assert.deepEqual(credentialIn(landingZone()), { kind: "federated", tenantId, clientId });
  });

  it("can be a client secret, of which they hold the end alone", () => {
    assert.deepEqual(credentialIn(withSecret()), {
      kind: "clientSecret",
      tenantId,
      clientId,
      expires: "2027-03-31",
    });
  });

  it("can be a personal access token, without any application", () => {
    assert.deepEqual(credentialIn(withToken()), { kind: "personalAccessToken", expires: "2027-03-31" });
  });

  itRefuses(landingZone, [
    [
      "an unknown way of signing in",
      `${TRIGGER}.signIn`,
      "password",
      "federated, clientSecret",
      "leave it out",
    ],
    [
      "an end of what does not end",
      `${TRIGGER}.expires`,
      "2027-03-31",
      "signs in by its role",
      "remove the key",
    ],
    ["a value", `${TRIGGER}.clientSecret`, "s3cret", "one of signIn, tenantId", "remove the key"],
  ]);
  itRefuses(withSecret, [
    [
      "a client secret without its application",
      `${TRIGGER}.clientId`,
      undefined,
      "a GUID",
      "Application (client) id",
    ],
    [
      "a client secret without its end",
      `${TRIGGER}.expires`,
      undefined,
      "signIn is clientSecret",
      "an alarm",
    ],
    ["an end that is no day", `${TRIGGER}.expires`, "March 2027", "a date in quotes", "copy the day"],
    ["an end with a time", `${TRIGGER}.expires`, "2027-03-31T00:00:00Z", "a date in quotes", "in quotes"],
    ["a day that is none", `${TRIGGER}.expires`, "2027-02-30", "a date in quotes", "copy the day"],
  ]);
  itRefuses(withToken, [
    ["a token without its end", `${TRIGGER}.expires`, undefined, "signIn is personalAccessToken", "an alarm"],
    [
      "a token with an application",
      `${TRIGGER}.clientId`,
      IDS.clientId,
      "personalAccessToken",
      "acts as a person",
    ],
  ]);
});
