import assert from "node:assert/strict";

import * as clouds from "../../simulator/clouds";
import { formatGraph } from "../../simulator/rehearsal/graph";
import { rehearse } from "../../simulator/rehearsal/run";
import { ofType, readSample, rehearsed, rehearsedSettings, rehearseWith, ROOT } from "../support/rehearsed";
import { AWS, AZURE_DEVOPS, PROVIDERS } from "../support/types";

describe("the program with other settings", () => {
  it("gives the same graph twice, byte for byte", async () => {
    const first = await rehearse({ program: ROOT, settings: readSample("full"), clouds });
    const second = await rehearsed("full");
    assert.equal(formatGraph(first.graph), formatGraph(second.graph));
  });

  it("adds a model with one entry of settings", async () => {
    const given = JSON.parse(readSample("full").config["mlops:models"] ?? "{}") as object;
    const models = { ...given, upsell: { description: "c" } };
    const before = (await rehearsed("full")).graph.resources.length;
    const { graph } = await rehearseWith("full", { "mlops:models": JSON.stringify(models) });
    const added = graph.resources.filter(({ name }) => name.includes("upsell"));
    assert.deepEqual(
      added
        .filter(({ type }) => /Repository$|Group$|:Git$|BuildDefinition$/.test(type))
        .map(({ type }) => type)
        .sort(),
      [
        AWS.ecr.Repository,
        AWS.ecr.Repository,
        AWS.ecr.Repository,
        AWS.sagemaker.ModelPackageGroup,
        "awsx:ecr:Repository",
        "awsx:ecr:Repository",
        "awsx:ecr:Repository",
        AZURE_DEVOPS.BuildDefinition,
        AZURE_DEVOPS.Git,
        "mlops:azuredevops:SeededRepository",
        "mlops:containers:ModelImageRepository",
        "mlops:containers:ModelImageRepository",
        "mlops:containers:ModelImageRepository",
        "mlops:sagemaker:ModelRegistryGroup",
      ],
    );
    assert.equal(graph.resources.length, before + added.length);
  });

  it("reads account ids from the organization stack where the settings name it", async () => {
    const { graph } = await rehearseWith("full", {
      "mlops:accounts": JSON.stringify({ organizationStack: "organization/mlops/organization" }),
    });
    const organization = await rehearsed("organization");
    const { fraud } = organization.outputs.accountIds as { fraud: Record<string, string> };
    const accounts = ofType(graph, PROVIDERS.aws).map(({ name, inputs }) => [name, inputs.allowedAccountIds]);
    assert.deepEqual(
      Object.fromEntries(accounts),
      Object.fromEntries(Object.entries(fraud).map(([plane, id]) => [plane, JSON.stringify([id])])),
    );
  });

  it("never writes a secret into the graph", async () => {
    const token = "token-that-nobody-may-read";
    const settings = (await rehearsed("full")).settings;
    const rehearsal = await rehearsedSettings({
      ...settings,
      config: { ...settings.config, "mlops:azureDevOpsToken": token },
      secretKeys: ["mlops:azureDevOpsToken"],
    });
    assert.ok(!settings.config["mlops:azureDevOpsToken"], "the stack file holds no token");
    const [provider] = ofType(rehearsal.graph, PROVIDERS.azureDevOps);
    assert.equal(provider?.inputs.personalAccessToken, "[secret]");
    assert.ok(!formatGraph(rehearsal.graph).includes(token));
  });
});
