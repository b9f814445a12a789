import assert from "node:assert/strict";

import type { SourceConnectionArgs } from "../../../components/data/source-connection";
import { SourceConnection } from "../../../components/data/source-connection";
import { create, scope } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { PLACE } from "./source-support";
import { AWS } from "../../support/types";

const NETWORK = {
  availabilityZone: "eu-west-1a",
  subnetId: "subnet-1",
  securityGroupIdLists: ["sg-1"],
};

const connection = (changes: Partial<SourceConnectionArgs> = {}) =>
  create(
    (options) =>
      new SourceConnection(
        "c",
        { scope: scope(), purpose: "lake", description: "A lake", place: PLACE.place, ...changes },
        options,
      ),
  );

describe("SourceConnection", () => {
  it("is a place in the private network, its zone included", async () => {
    const { cloud, component } = await connection();
    assert.deepEqual(cloud.one(AWS.glue.Connection, "c").inputs, {
      name: "mlops-fraud-automation-lake",
      description: "A lake",
      connectionType: "NETWORK",
      physicalConnectionRequirements: NETWORK,
    });
    assert.equal(await valueOf(component.connectionName), "mlops-fraud-automation-lake");
  });

  it("tells Glue's connector where Snowflake is and which secret holds the credentials", async () => {
    const snowflake = { secretId: "mlops/fraud/snowflake", sfUrl: "contoso.snowflakecomputing.com" };
    const { cloud } = await connection({ snowflake });
    const { connectionType, connectionProperties, physicalConnectionRequirements } = cloud.one(
      AWS.glue.Connection,
      "c",
    ).inputs;
    assert.equal(connectionType, "SNOWFLAKE");
    const { SparkProperties, ...others } = connectionProperties as Record<string, string>;
    assert.deepEqual(JSON.parse(SparkProperties ?? ""), snowflake);
    assert.deepEqual(others, {});
    assert.deepEqual(physicalConnectionRequirements, NETWORK);
  });
});
