import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { problem } from "../../settings/problems";
import type { Wrong } from "./samples";
import { itRefuses, landingZone, problemsIn, refusal, withValue } from "./samples";

const UNKNOWN_KEYS: readonly Wrong[] = [
  ["a misspelt key", "alertEmail", "x", "one of kind, profile", "did you mean mlops:alertEmails?"],
  [
    "a misspelt nested key",
    "team.ownr",
    "x",
    "one of name, owner, costCenter",
    "did you mean mlops:team.owner?",
  ],
  [
    "a key of an earlier version",
    "environments",
    {},
    "images",
    "rename the key to mlops:images; its value stays as it is",
  ],
  ["a key in capitals", "MODELS", {}, "models", "did you mean mlops:models?"],
  ["a key that resembles none", "color", "red", "one of kind", "remove the key"],
  [
    "a short key that resembles none",
    "azureDevOps.issuers",
    [{ url: "https://a.io", audience: "api://Exchange", foo: "x" }],
    "one of url, audience",
    "remove the key",
    "azureDevOps.issuers[0].foo",
  ],
];

describe("refused settings", () => {
  itRefuses(landingZone, UNKNOWN_KEYS);

  it("say what, given, allowed and fix, and that nothing was created", () => {
    const { message } = refusal(withValue(landingZone(), "accounts.staging", 20000000));
    assert.equal(
      message,
      [
        "1 problem in the settings (Pulumi.prod.yaml); nothing was created",
        "",
        "  mlops:accounts.staging",
        "    given    20000000",
        "    allowed  an AWS account id: 12 digits in quotes",
        "    fix      write the account id as 12 digits in quotes; unquoted, YAML reads a number and drops leading zeros",
        "",
      ].join("\n"),
    );
  });

  it("are an error that Pulumi shows without a stack trace", () => {
    assert.ok(pulumi.RunError.isInstance(refusal(withValue(landingZone(), "region", "x"))));
  });

  it("report every problem in one go, each key once", () => {
    const broken = Object.entries({
      region: "mars",
      "accounts.production": "200000000003",
      "network.staging": "10.0.0.1/20",
      "people.mlEngineer": ["not an address"],
      alertEmails: [],
      color: "red",
    }).reduce((raw, [path, value]) => withValue(raw, path, value), landingZone());
    const error = refusal(broken);
    assert.deepEqual(error.problems.map(({ key }) => key).sort(), [
      "mlops:accounts.production",
      "mlops:alertEmails",
      "mlops:color",
      "mlops:network.staging",
      "mlops:people.mlEngineer",
      "mlops:people.mlEngineer[0]",
      "mlops:region",
    ]);
    assert.match(error.message, /^7 problems in the settings/);
  });

  it("never show the value of an unknown key: it may be a token", () => {
    for (const path of ["azureDevOpsTokn", "azureDevOps.personalAccessToken", "accounts.token"]) {
      const { message, problems } = refusal(withValue(landingZone(), path, "s3cr3t-t0k3n"));
      assert.ok(!message.includes("s3cr3t"), message);
      assert.equal(problems[0]?.given, "a key that does not exist");
    }
  });

  it("show what is missing as nothing", () => {
    assert.equal(problemsIn(withValue(landingZone(), "region", undefined))[0]?.given, "nothing");
  });

  it("cut long values", () => {
    const { given } = problem(["models"], "x".repeat(500), "", "");
    assert.equal(given.length, 120);
    assert.ok(given.endsWith("..."));
  });
});
