import assert from "node:assert/strict";

import { azureDataLakeSasToken, azureDevOpsToken, loadSettings, parseSettings } from "../../settings/load";
import { SettingsError } from "../../settings/problems";
import { startMocks } from "../support/mocks";
import { isSecret, valueOf } from "../support/outputs";
import type { Raw, Wrong } from "./samples";
import { itRefuses, landingZone, organization, withValue } from "./samples";

const KINDS: readonly Wrong[] = [
  ["settings without kind", "kind", undefined, "organization or landing-zone", "say what this stack is"],
  ["an unknown kind", "kind", "account", "organization or landing-zone", "say what this stack is"],
  [
    "a kind that every object has",
    "kind",
    "toString",
    "organization or landing-zone",
    "say what this stack is",
  ],
  [
    "a kind that is no text",
    "kind",
    ["organization"],
    "organization or landing-zone",
    "say what this stack is",
  ],
];

/** As Pulumi hands configuration over: nested values as JSON, everything else as text. */
function asConfig(raw: Raw): Record<string, string> {
  return Object.fromEntries(
    Object.entries(raw).map(([key, value]) => [
      `mlops:${key}`,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}

describe("settings", () => {
  itRefuses(landingZone, KINDS);

  it("are read from the configuration of the stack", () => {
    for (const raw of [landingZone(), { ...landingZone(), dashboards: false }, organization()]) {
      startMocks({ config: asConfig(raw) });
      assert.deepEqual(loadSettings(), parseSettings("test", raw));
    }
  });

  it("leave out the configuration of Pulumi itself", () => {
    startMocks({ config: { ...asConfig(organization()), "pulumi:tags": "{}" } });
    assert.equal(loadSettings().kind, "organization");
  });

  it("name the file of the stack when they are refused", () => {
    startMocks({ stack: "dev", config: asConfig(withValue(landingZone(), "region", "mars")) });
    assert.throws(loadSettings, /1 problem in the settings \(Pulumi\.dev\.yaml\)/);
  });

  it("take text that only looks like JSON as text", () => {
    startMocks({
      config: { ...asConfig(organization()), "mlops:accountEmail": "{team}-{account}@example.com" },
    });
    const settings = loadSettings();
    assert.ok(settings.kind === "organization");
    assert.equal(settings.accountEmail, "{team}-{account}@example.com");
  });

  it("never hold the token, nor show it when other settings are refused", () => {
    const config = { ...asConfig(landingZone()), "mlops:azureDevOpsToken": "s3cr3t-t0k3n" };
    const secretKeys = ["mlops:azureDevOpsToken"];
    startMocks({ config, secretKeys });
    assert.ok(!JSON.stringify(loadSettings()).includes("s3cr3t"));
    startMocks({ config: { ...config, "mlops:region": "mars" }, secretKeys });
    assert.throws(
      loadSettings,
      (error) =>
        error instanceof SettingsError && error.problems.length === 1 && !error.message.includes("s3cr3t"),
    );
  });
});

describe("the SAS token of Azure Data Lake Storage", () => {
  const config = asConfig(
    withValue(landingZone(), "dataSources", {
      azureDataLake: {
        storageAccount: "payments",
        container: "exports",
        dataset: "transactions",
        via: "dataSync",
        agentArns: ["arn:aws:datasync:eu-west-1:200000000001:agent/agent-0a1b2c3d4e5f60718"],
      },
    }),
  );

  it("is a secret, and no setting", async () => {
    startMocks({
      config: { ...config, "mlops:azureDataLakeSasToken": "sp=rl&sig=s3cr3t" },
      secretKeys: ["mlops:azureDataLakeSasToken"],
    });
    assert.ok(!JSON.stringify(loadSettings()).includes("s3cr3t"));
    const token = azureDataLakeSasToken();
    assert.ok(token);
    assert.equal(await valueOf(token), "sp=rl&sig=s3cr3t");
    assert.equal(await isSecret(token), true);
  });

  it("must be given where DataSync copies", () => {
    startMocks({ config });
    assert.throws(loadSettings, (error) => {
      assert.ok(error instanceof SettingsError);
      assert.deepEqual(
        error.problems.map(({ key, given, fix }) => [key, given, fix]),
        [
          [
            "mlops:azureDataLakeSasToken",
            "nothing",
            "set it: pulumi config set --secret mlops:azureDataLakeSasToken",
          ],
        ],
      );
      return true;
    });
  });

  it("may be left out where nothing needs it", () => {
    startMocks();
    assert.equal(azureDataLakeSasToken(), undefined);
  });
});

describe("the token of Azure DevOps", () => {
  it("is a secret", async () => {
    startMocks({ config: { "mlops:azureDevOpsToken": "s3cr3t-t0k3n" } });
    const token = azureDevOpsToken();
    assert.ok(token);
    assert.equal(await valueOf(token), "s3cr3t-t0k3n");
    assert.equal(await isSecret(token), true);
  });

  it("may be left out", () => {
    startMocks();
    assert.equal(azureDevOpsToken(), undefined);
  });
});
