import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";

import * as pulumi from "@pulumi/pulumi";

import { readConfig } from "../../program/config";
import { endpointName } from "../../program/names";
import { SAMPLE_CONTRACT, sampleContract, VERSION } from "./deployments";
import { refusal } from "./refusal";

const CONFIG = {
  "model-deploy:environment": "staging",
  "model-deploy:model": "churn",
  "model-deploy:contract": SAMPLE_CONTRACT,
  "model-deploy:version": JSON.stringify(VERSION),
};

describe("the stack's configuration", () => {
  beforeEach(() => {
    pulumi.runtime.setAllConfig(CONFIG);
  });

  it("says what is deployed, and where", () => {
    const { settings, ...config } = readConfig();
    assert.deepEqual(config, {
      stage: "staging",
      model: "churn",
      name: "mlops-credit-staging-churn",
      contract: sampleContract,
      version: VERSION,
    });
    assert.equal(settings.inference, "realtime");
  });

  it("may say how many instances serve now", () => {
    pulumi.runtime.setAllConfig({ ...CONFIG, "model-deploy:instances": "3" });
    assert.equal(readConfig().instances, 3);
  });

  it("fails with the contract of another stage", () => {
    const contract = JSON.stringify({ ...sampleContract, environment: "production" });
    pulumi.runtime.setAllConfig({ ...CONFIG, "model-deploy:contract": contract });
    assert.equal(
      refusal(() => readConfig()),
      "the deployment contract cannot be used:\n" +
        "- environment is production, but the stack deploys to staging; give the contract " +
        "/mlops/credit/staging/deployment",
    );
  });

  it("fails with a stage that there is not", () => {
    pulumi.runtime.setAllConfig({ ...CONFIG, "model-deploy:environment": "test" });
    assert.throws(() => readConfig(), /'test'[^]*staging[^]*production/);
  });
});

describe("the name of an endpoint", () => {
  it("says whose it is", () => {
    assert.equal(endpointName("credit", "production", "churn"), "mlops-credit-production-churn");
  });

  it("fails when it is too long for the names of its models", () => {
    assert.equal(
      refusal(() => endpointName("credit", "production", "c".repeat(27))),
      "the model's name cannot be used:\n" +
        `- its endpoint would be called mlops-credit-production-${"c".repeat(27)}, which is 51 characters long; at ` +
        "most 50 are possible",
    );
  });

  it("fails with other characters", () => {
    assert.equal(
      refusal(() => endpointName("credit", "production", "Churn_2")),
      "the model's name cannot be used:\n" +
        '- it is "Churn_2", but must be a name of lower-case letters, digits and single hyphens',
    );
  });
});
