import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { dependencies, devDependencies, engines } from "../../package.json";
import { dependencies as ofPolicy } from "../../policy/package.json";
import { rules } from "../../policy/pack";
import { version as azureDevOps } from "../../sdks/azuredevops/package.json";
import type { Graph, GraphProperties } from "../../simulator/rehearsal/graph";
import { page, rowsOf } from "../support/docs";
import { ofType, rehearsed, ROOT } from "../support/rehearsed";
import { AWS } from "../support/types";

const STACKS = ["full", "trial"] as const;

type Count = (graph: Graph) => number;

const count =
  (...types: readonly string[]): Count =>
  (graph) =>
    types.flatMap((type) => ofType(graph, type)).length;

const inSearchDomains =
  (setting: string): Count =>
  (graph) =>
    ofType(graph, AWS.opensearch.Domain).reduce(
      (sum, { inputs }) => sum + Number((inputs.clusterConfig as GraphProperties)[setting] ?? 0),
      0,
    );

/** What stands in the table of costs, as a graph has it. */
const COUNTS: Readonly<Record<string, Count>> = {
  "interface endpoint in a zone": (graph) =>
    ofType(graph, AWS.ec2.VpcEndpoint)
      .filter(({ inputs }) => inputs.vpcEndpointType === "Interface")
      .reduce((sum, { inputs }) => sum + (inputs.subnetIds as readonly unknown[]).length, 0),
  "NAT gateway with its address": count(AWS.ec2.NatGateway),
  "OpenSearch data node with its volume": inSearchDomains("instanceCount"),
  "OpenSearch master node": inSearchDomains("dedicatedMasterCount"),
  "MLflow server, Small": count(AWS.sagemaker.MlflowTrackingServer),
  "data stream of logs": count(AWS.kinesis.Stream),
  "KMS key": count(AWS.kms.Key),
  "web ACL with its three rules": count(AWS.wafv2.WebAcl),
  "daily Glue job or crawler": count(AWS.glue.Trigger, AWS.glue.Crawler),
};

/** Files of pipelines: the project's own, and those that are seeded. */
const PIPELINES = [
  ".",
  ...readdirSync(join(ROOT, "repositories")).map((folder) => join("repositories", folder)),
]
  .flatMap((folder) => readdirSync(join(ROOT, folder)).map((file) => join(folder, file)))
  .filter((path) => /azure-pipelines[\w-]*\.yml$/.test(path));

describe("README.md", () => {
  it("says which versions there are", () => {
    const said = Object.fromEntries(rowsOf("README.md", "tool")) as Record<string, string>;
    const mentions = (tool: string, ...versions: readonly string[]): void => {
      assert.deepEqual(
        versions.filter((version) => said[tool]?.includes(version) !== true),
        [],
        tool,
      );
    };
    mentions("Pulumi", dependencies["@pulumi/pulumi"]);
    mentions(
      "Pulumi providers",
      `aws ${dependencies["@pulumi/aws"]}`,
      `awsx ${dependencies["@pulumi/awsx"]}`,
      `azuredevops ${azureDevOps}`,
      `SDK ${ofPolicy["@pulumi/policy"]}`,
    );
    mentions("TypeScript", devDependencies.typescript);
    mentions("Node", engines.node.replace(/^>=(\d+\.\d+)\..*$/, "$1"));
  });

  it("recommends the Node that all pipelines use", () => {
    const recommended = /\[Node (\d+)\]/.exec(page("README.md"))?.[1] ?? "none";
    const used = PIPELINES.flatMap((path) =>
      [...readFileSync(join(ROOT, path), "utf8").matchAll(/task: UseNode@1\s+inputs:\s+version: (\S+)/g)].map(
        ([, version]) => `${path}: ${version}`,
      ),
    );
    assert.deepEqual(
      used.filter((use) => !use.endsWith(`: ${recommended}.x`)),
      [],
    );
    assert.ok(used.length >= 10);
  });

  it("says how many guardrails there are", () => {
    assert.equal(/\[(\d+) rules\]\(policy\/README\.md\)/.exec(page("README.md"))?.[1], String(rules.length));
  });

  it("counts what costs money while nothing happens, and adds it up", async () => {
    const rows = rowsOf("README.md", "what").filter(([what = ""]) => what in COUNTS);
    const graphs = await Promise.all(STACKS.map(async (stack) => (await rehearsed(stack)).graph));
    assert.deepEqual(
      rows.map(([what, , ...numbers]) => [what, ...numbers.map(Number)]),
      Object.entries(COUNTS).map(([what, countIn]) => [what, ...graphs.map(countIn)]),
    );
    const sums = STACKS.map((_, stack) =>
      rows.reduce((sum, row) => sum + Number(row[1]) * Number(row[2 + stack]), 0),
    );
    const [, ...said] =
      /about ([\d,]+) USD a month for `samples\/full.yaml`, about ([\d,]+)\sfor `samples\/trial.yaml`/.exec(
        page("README.md"),
      ) ?? [];
    sums.forEach((sum, index) => {
      const rounded = Number(said[index]?.replaceAll(",", ""));
      assert.ok(Math.abs(rounded - sum) <= 0.03 * sum, `it says ${rounded}, the table gives ${sum}`);
    });
  });
});
