import assert from "node:assert/strict";

import type { ImageReplicationArgs } from "../../../components/containers/image-replication";
import { ImageReplication } from "../../../components/containers/image-replication";
import { assertRefused, create, scope } from "../../support/fixtures";
import { scopeOf } from "../../support/planes";
import { AWS } from "../../support/types";

const ARGS: ImageReplicationArgs = {
  scope: scope(),
  models: ["churn", "payments"],
  destinations: [scopeOf("staging"), scopeOf("production")],
};

describe("ImageReplication", () => {
  it("copies the images of models, and those of nothing else, to each destination", async () => {
    const { cloud } = await create((options) => new ImageReplication("replication", ARGS, options));
    assert.deepEqual(cloud.one(AWS.ecr.ReplicationConfiguration, "replication").inputs, {
      replicationConfiguration: {
        rules: [
          {
            destinations: [
              { registryId: "200000000003", region: "eu-west-1" },
              { registryId: "200000000004", region: "eu-west-1" },
            ],
            repositoryFilters: [
              { filter: "mlops/fraud/churn", filterType: "PREFIX_MATCH" },
              { filter: "mlops/fraud/payments", filterType: "PREFIX_MATCH" },
            ],
          },
        ],
      },
    });
  });

  it("fails when a destination is the registry itself", () =>
    assertRefused(
      (options) =>
        new ImageReplication(
          "replication",
          {
            ...ARGS,
            destinations: [scopeOf("staging"), scopeOf("production", { account: scope().account })],
          },
          options,
        ),
      "destinations of replication contain its own registry (plane production): name registries of other accounts",
    ));

  it("fails when there is no destination", () =>
    assertRefused(
      (options) => new ImageReplication("replication", { ...ARGS, destinations: [] }, options),
      "destinations of replication are empty: name registries of other accounts",
    ));
});
