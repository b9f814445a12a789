import assert from "node:assert/strict";

import { resolveAccounts } from "../../settings/accounts";
import {
  automationConsumers,
  labelReaders,
  monitors,
  notebooks,
  trainers,
} from "../../planes/cross-account-roles";
import type { Context } from "../../planes/context";
import { prepare } from "../../planes/context";
import type { Changes } from "../support/landed";
import { settingsWith, SINGLE } from "../support/landed";
import { startMocks } from "../support/mocks";

async function context(changes: Changes = {}): Promise<Context> {
  startMocks();
  const settings = settingsWith(changes);
  return prepare(settings, await resolveAccounts(settings));
}

const description = "A model";
const WATCHED = {
  churn: { description, monitoring: { inference: "realtime", groundTruth: {} } },
  payments: { description, monitoring: { inference: "asynchronous" } },
  refunds: { description, monitoring: { inference: "batch", stage: "staging" } },
  leads: { description },
};

const role = (account: string, name: string): string =>
  `arn:aws:iam::20000000000${account}:role/mlops-fraud-${name}`;
const named = (...roleArns: readonly string[]) => ({ organizationId: "o-a1b2c3d4e5", roleArns });

describe("who reaches from one account into another", () => {
  it("is, for training data, the jobs of the automation account that read it", async () => {
    assert.deepEqual(
      trainers(await context()),
      named(role("2", "automation-processing"), role("2", "automation-training")),
    );
  });

  it("is, for captured data and labels, monitoring jobs of the automation account, of watched models", async () => {
    const watched = await context({ models: WATCHED });
    assert.deepEqual(
      [monitors(watched, "staging"), monitors(watched, "production"), labelReaders(watched)],
      [
        named(role("2", "automation-monitoring-refunds")),
        named(role("2", "automation-monitoring-churn"), role("2", "automation-monitoring-payments")),
        named(role("2", "automation-monitoring-churn")),
      ],
    );
    const unwatched = await context();
    assert.deepEqual(
      [monitors(unwatched, "staging"), monitors(unwatched, "production"), labelReaders(unwatched)],
      [undefined, undefined, undefined],
    );
  });

  it("is, in the automation account, who deploys and what serves, each for its own purpose", async () => {
    assert.deepEqual(automationConsumers(await context()), {
      versions: named(
        role("3", "staging-model-deploy"),
        role("3", "staging-batch-transform"),
        role("4", "production-model-deploy"),
        role("4", "production-batch-transform"),
      ),
      content: named(role("3", "staging-endpoint"), role("4", "production-endpoint")),
      evaluations: named(role("3", "staging-model-deploy")),
      stageMovers: named(role("4", "production-model-deploy")),
      state: {
        organizationId: "o-a1b2c3d4e5",
        roleArns: {
          staging: role("3", "staging-model-deploy"),
          production: role("4", "production-model-deploy"),
        },
      },
    });
  });

  it("is, for what a data scientist reads, notebooks of Studio, where there is one", async () => {
    assert.deepEqual(
      notebooks(await context({ studio: {} })),
      named(
        role("1", "development-studio-lead-data-scientist"),
        role("1", "development-studio-data-scientist"),
        role("1", "development-studio-ml-engineer"),
      ),
    );
    assert.equal(notebooks(await context()), undefined);
  });

  it("is named in a single account too where trust asks for it, and without an organization", async () => {
    assert.deepEqual(notebooks(await context({ ...SINGLE, studio: {} })), {
      roleArns: ["lead-data-scientist", "data-scientist", "ml-engineer"].map(
        (persona) => `arn:aws:iam::300000000001:role/mlops-fraud-development-studio-${persona}`,
      ),
    });
  });

  it("is nobody else in a single account, whatever organization it belongs to", async () => {
    const single = await context({ ...SINGLE, models: WATCHED });
    assert.equal(single.settings.organizationId, "o-a1b2c3d4e5");
    assert.deepEqual(
      [trainers(single), monitors(single, "production"), labelReaders(single), automationConsumers(single)],
      [undefined, undefined, undefined, undefined],
    );
  });
});
