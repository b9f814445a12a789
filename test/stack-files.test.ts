import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { parseSettings } from "../settings/load";
import type { Settings } from "../settings/schema";
import { ROOT, type Sample, sampleFile } from "./support/rehearsed";

type Config = Readonly<Record<string, unknown>>;

const SAMPLES: Readonly<Record<Sample, Pick<Settings, "kind"> & { readonly profile?: string }>> = {
  full: { kind: "landing-zone", profile: "production" },
  minimal: { kind: "landing-zone", profile: "production" },
  organization: { kind: "organization" },
  trial: { kind: "landing-zone", profile: "trial" },
};

/** What a team can leave out, since the program then creates nothing of it. */
const OPTIONAL_PARTS = [
  "dataSources",
  "images",
  "featureGroups",
  "imageReplication",
  "inferenceApi",
  "infrastructurePipeline",
  "mlflow",
  "notifications",
  "openSearch",
  "studio",
];

function configOf(sample: Sample): Config {
  const { config } = parse(readFileSync(sampleFile(sample), "utf8")) as { config: Config };
  return config;
}

/** Settings without their prefix. */
function settingsOf(config: Config): Config {
  return Object.fromEntries(
    Object.entries(config).flatMap(([key, value]) =>
      key.startsWith("mlops:") ? [[key.slice("mlops:".length), value] as const] : [],
    ),
  );
}

// Stack files at the root are the user's: nothing here reads them, and `npm run rehearse` judges them.
describe("samples/", () => {
  it("has the samples that tests are about, and no others", () => {
    const files = readdirSync(join(ROOT, "samples")).filter((file) => file.endsWith(".yaml"));
    assert.deepEqual(
      files.sort(),
      Object.keys(SAMPLES).map((sample) => `${sample}.yaml`),
    );
  });

  for (const [sample, { kind, profile }] of Object.entries(SAMPLES) as [Sample, (typeof SAMPLES)[Sample]][]) {
    describe(`${sample}.yaml`, () => {
      const config = configOf(sample);

      it("holds valid settings", () => {
        const parsed = parseSettings(sample, settingsOf(config));
        assert.equal(parsed.kind, kind);
        assert.equal("profile" in parsed ? parsed.profile : undefined, profile);
      });

      it("lets nothing act with whatever credentials happen to be at hand, and holds no key of others", () => {
        const others = Object.entries(config).filter(([key]) => !key.startsWith("mlops:"));
        assert.deepEqual(others, [["pulumi:disable-default-providers", ["*"]]]);
      });

      it("holds no token", () => {
        assert.equal(config["mlops:azureDevOpsToken"], undefined);
      });
    });
  }

  it("shows every optional part in full.yaml, and none in minimal.yaml", () => {
    const parts = (sample: Sample): string[] =>
      OPTIONAL_PARTS.filter((part) => settingsOf(configOf(sample))[part] !== undefined);
    assert.deepEqual(parts("full"), OPTIONAL_PARTS);
    assert.deepEqual(parts("minimal"), []);
  });

  it("has one model in minimal.yaml and more in full.yaml", () => {
    const models = (sample: Sample): number =>
      Object.keys(settingsOf(configOf(sample)).models as Config).length;
    assert.deepEqual([models("minimal"), models("full")], [1, 2]);
  });
});
