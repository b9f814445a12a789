import assert from "node:assert/strict";

import { renderDocument } from "../../../components/identity/policy";
import { deployedIdentities, deployedServices } from "../../../components/organizations/deployer-permissions";
import { valueOf } from "../../support/outputs";
import { ofType, rehearsed, text } from "../../support/rehearsed";
import { AWS } from "../../support/types";

/** Prefix of a service's actions by the module of its resources, where the two differ. */
const PREFIXES: Readonly<Record<string, string>> = {
  apigatewayv2: "apigateway",
  appautoscaling: "application-autoscaling",
  efs: "elasticfilesystem",
  kinesisfirehose: "firehose",
  opensearch: "es",
  sfn: "states",
  vpc: "ec2",
};

function prefixOf(type: string): string {
  const [, path = ""] = type.split(":");
  const [module = "", resource = ""] = path.split("/");
  if (module === "cloudwatch" && !/^(metricAlarm|compositeAlarm|dashboard|metricStream)$/.test(resource)) {
    return resource.startsWith("event") ? "events" : "logs";
  }
  return PREFIXES[module] ?? module;
}

describe("the deployer's permissions", () => {
  it("hold every service of which prod makes resources", async () => {
    const { graph } = await rehearsed("full");
    const made = graph.resources.filter(({ type }) => type.startsWith("aws:")).map(({ type }) => type);
    const covered = await valueOf(renderDocument(deployedServices()));
    const missing = [...new Set(made.map(prefixOf))].filter(
      (prefix) => prefix !== "iam" && !covered.includes(`"${prefix}:*"`),
    );
    assert.deepEqual(missing, []);
    assert.ok(made.length > 100);
  });

  it("let every service take a role that runs with one in prod", async () => {
    const { graph } = await rehearsed("full");
    const trusts = ofType(graph, AWS.iam.Role).map(({ inputs }) => text(inputs.assumeRolePolicy));
    const running = trusts.flatMap((trust) =>
      [...trust.matchAll(/"([a-z0-9-]+)\.amazonaws\.com"/g)].map(([, service]) => `${service}.amazonaws.com`),
    );
    const passed = await valueOf(renderDocument(deployedIdentities("aws", "fraud")));
    assert.deepEqual(
      [...new Set(running)].filter((service) => !passed.includes(`"${service}"`)),
      [],
    );
    assert.ok(running.includes("lambda.amazonaws.com"));
  });
});
