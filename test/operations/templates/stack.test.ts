import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { readTemplateStack } from "../../../operations/templates/stack";
import { readStack } from "../../../settings/stack-file";
import { filledTemplates } from "../../../assets/seeds/filled-templates";
import { BUILD, BUILD_REPOSITORY, DEPLOY, DEPLOY_REPOSITORY, TOKEN, World } from "./world";

describe("npm run templates, and the stack's settings", () => {
  let world: World;

  beforeEach(async () => {
    world = new World();
    await world.start();
    world.seed(BUILD_REPOSITORY, "model-build", BUILD);
    world.seed(DEPLOY_REPOSITORY, "model-deploy", DEPLOY);
  });
  afterEach(() => world.stop());

  const secured = (key: string, value: string, text: string): void => {
    const file = readFileSync(join(world.project, "Pulumi.minimal.yaml"), "utf8");
    const changed = file.replace(value, text);
    assert.notEqual(changed, file, key);
    writeFileSync(join(world.project, "Pulumi.minimal.yaml"), changed);
  };

  it("takes the token of the stack from pulumi if the environment has none", async () => {
    secured("token", "config:\n", "config:\n  mlops:azureDevOpsToken: {secure: AAABxyz}\n");
    assert.equal((await world.run()).status, 0);
    world.environment = {};
    world.pulumi["config get mlops:azureDevOpsToken --stack minimal"] = `${TOKEN}\n`;
    assert.equal((await world.run()).status, 0);
  });

  it("has pulumi decrypt what else is encrypted", async () => {
    secured("name", "project: fraud-ml", "project: {secure: AAABxyz}");
    const azureDevOps = {
      organization: "contoso-ml",
      organizationId: "8d5e3a52-7c1b-4f0e-9a53-2f4f6f1b7c11",
      project: "fraud-ml",
      deployTrigger: {
        tenantId: "5b1d7c44-93a6-4c29-8d0e-6a3f2b7e9d10",
        clientId: "1f6f2e0b-2a4d-4b77-9c55-0d3c8e5a7b21",
        objectId: "c2a94e7d-5f18-4e63-b0a7-9e1d4c6b8f32",
      },
    };
    world.pulumi["config --show-secrets --json --stack minimal"] = JSON.stringify({
      "mlops:azureDevOps": { value: JSON.stringify(azureDevOps), secret: true },
    });
    assert.equal((await world.run()).status, 0);
  });

  it("asks pulumi for accounts that the organization stack has made", async () => {
    const accounts =
      'development: "200000000001"\n    automation: "200000000002"\n    staging: "200000000003"\n    production: "200000000004"';
    secured("accounts", accounts, "organizationStack: organization/mlops/organization");
    const call = "stack output accountIds --json --stack organization/mlops/organization";
    const team = Object.fromEntries(
      ["development", "automation", "staging", "production"].map((plane) => [plane, "210000000009"]),
    );
    world.pulumi[call] = JSON.stringify({ fraud: team });
    const stack = readTemplateStack(
      readStack(world.project, "minimal"),
      {},
      (args) => world.pulumi[args.join(" ")] ?? "",
    );
    assert.equal(filledTemplates(stack).infrastructure.values.automationAccount, "210000000009");
    world.pulumi[call] = "{}";
    const { status, errors } = await world.run();
    assert.equal(status, 2);
    assert.match(
      errors.join("\n"),
      /^stack organization\/mlops\/organization has no development account for team fraud/,
    );
  });
});
