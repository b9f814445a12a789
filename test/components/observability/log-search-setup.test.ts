import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import type { LogSearchSetupArgs } from "../../../components/observability/log-search-setup";
import { LogSearchSetup, logSearchSetupRole } from "../../../components/observability/log-search-setup";
import { BOUNDARY_ARN, create, KEY_ARN, scope } from "../../support/fixtures";
import { AWS } from "../../support/types";

const NAME = "mlops-fraud-automation-prepare-log-search";
const WRITER = "arn:aws:iam::200000000002:role/mlops-fraud-automation-index-ml-logs";

const PLACE = {
  scope: scope(),
  kmsKeyArn: KEY_ARN,
  network: { subnetIds: ["subnet-1"], securityGroupIds: ["sg-1"] },
};

const setup = (changes: Partial<LogSearchSetupArgs> = {}) =>
  create(
    (options) =>
      new LogSearchSetup(
        "s",
        {
          ...PLACE,
          code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset("exports = {};") }),
          roleArn: `arn:aws:iam::200000000002:role/${NAME}`,
          domain: {
            url: pulumi.output("https://search"),
            domainId: pulumi.output("200000000002/mlops-fraud-logs"),
          },
          writerRoleArn: WRITER,
          readerRoleArns: ["arn:b", "arn:a"],
          searchableDays: 90,
          replicas: 1,
          logRetentionDays: 365,
          ...changes,
        },
        options,
      ),
  );

describe("LogSearchSetup", () => {
  it("is a function that the deployment calls", async () => {
    const { cloud, component } = await setup();
    const { name, environment, timeout } = cloud.one(AWS.lambda.Function, "s").inputs;
    assert.deepEqual(
      [name, environment, timeout],
      [NAME, { variables: { OPENSEARCH_URL: "https://search" } }, 300],
    );
    assert.ok(component.done instanceof pulumi.CustomResource);
  });

  it("tells the function who may do what, in an order that does not depend on the program", async () => {
    const { cloud } = await setup();
    const { input, functionName } = cloud.one(AWS.lambda.Invocation, "s-run").inputs;
    assert.equal(functionName, NAME);
    assert.deepEqual(JSON.parse(String(input)), {
      writers: [WRITER],
      readers: ["arn:a", "arn:b"],
      searchableDays: 90,
      replicas: 1,
    });
    const turned = await setup({ readerRoleArns: ["arn:a", "arn:b"] });
    assert.equal(turned.cloud.one(AWS.lambda.Invocation, "s-run").inputs.input, input);
  });

  it("calls it again for a new domain, and for new code", async () => {
    const { cloud } = await setup();
    const invocation = cloud.one(AWS.lambda.Invocation, "s-run");
    const { code, ...rest } = invocation.inputs.triggers as Record<string, string>;
    assert.match(code ?? "", /^[A-Za-z0-9+/]{43}=$/);
    assert.deepEqual(rest, { domain: "200000000002/mlops-fraud-logs" });
    assert.deepEqual(invocation.propertyDependencies.triggers, [cloud.one(AWS.lambda.Function, "s").urn]);
  });
});

describe("logSearchSetupRole", () => {
  it("has a role under a name that the domain knows", async () => {
    const { cloud } = await create((options) =>
      logSearchSetupRole("r", { ...PLACE, permissionsBoundaryArn: BOUNDARY_ARN }, options),
    );
    assert.equal(cloud.one(AWS.iam.Role, "r").inputs.name, NAME);
  });
});
