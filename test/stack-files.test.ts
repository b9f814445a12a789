import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { parseSettings } from "../settings/load";
import type { Settings } from "../settings/schema";

const ROOT = join(__dirname, "..");

const STACKS: Readonly<Record<string, Pick<Settings, "kind"> & { readonly profile?: string }>> = {
  dev: { kind: "landing-zone", profile: "trial" },
  organization: { kind: "organization" },
  prod: { kind: "landing-zone", profile: "production" },
};

function configOf(stack: string): Record<string, unknown> {
  const { config } = parse(readFileSync(join(ROOT, `Pulumi.${stack}.yaml`), "utf8")) as {
    config: Record<string, unknown>;
  };
  return config;
}

describe("stack files", () => {
  const found = readdirSync(ROOT).flatMap((file) => /^Pulumi\.(.+)\.ya?ml$/.exec(file)?.[1] ?? []);

  it("show every kind of stack", () => {
    assert.deepEqual(
      Object.keys(STACKS).filter((stack) => !found.includes(stack)),
      [],
    );
  });

  for (const stack of found.filter((name) => !Object.hasOwn(STACKS, name))) {
    it(`Pulumi.${stack}.yaml, which a team has added, holds valid settings`, () => {
      assert.equal(parseSettings(stack, settingsOf(stack)).kind, "landing-zone");
    });
  }
});

/** Settings without their prefix. */
function settingsOf(stack: string): Record<string, unknown> {
  const ours = Object.entries(configOf(stack)).filter(([key]) => key.startsWith("mlops:"));
  return Object.fromEntries(ours.map(([key, value]) => [key.slice("mlops:".length), value]));
}

for (const [stack, { kind, profile }] of Object.entries(STACKS)) {
  describe(`Pulumi.${stack}.yaml`, () => {
    const config = configOf(stack);

    it("holds valid settings", () => {
      const settings = Object.entries(config).flatMap(([key, value]) =>
        key.startsWith("mlops:") ? [[key.slice("mlops:".length), value] as const] : [],
      );
      const parsed = parseSettings(stack, Object.fromEntries(settings));
      assert.equal(parsed.kind, kind);
      assert.equal("profile" in parsed ? parsed.profile : undefined, profile);
    });

    it("lets nothing act with whatever credentials happen to be at hand", () => {
      assert.deepEqual(config["pulumi:disable-default-providers"], ["*"]);
    });

    it("holds no key that the program does not read", () => {
      const others = Object.keys(config).filter((key) => !key.startsWith("mlops:"));
      assert.deepEqual(others, ["pulumi:disable-default-providers"]);
    });

    it("holds no plain token", () => {
      const token = config["mlops:azureDevOpsToken"];
      assert.ok(token === undefined || isEncrypted(token), "encrypt it: pulumi config set --secret");
    });
  });
}

function isEncrypted(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).join() === "secure";
}
