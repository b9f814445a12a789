import assert from "node:assert/strict";

import { consoleUrl as consoleOfFunctions } from "../../functions/shared/notices/links";
import { consoleUrl as consoleOfModelBuild } from "../../repositories/model-build/tools/console-url";
import { logsPrincipal, PARTITIONS, registryHost, viaService } from "../../settings/partitions";
import { partitionOf } from "../../settings/regions";

const at = (region: string) => ({ account: "200000000002", region, partition: partitionOf(region) });

describe("hosts and principals by partition", () => {
  for (const [region, registry, logs] of [
    ["me-central-1", "200000000002.dkr.ecr.me-central-1.amazonaws.com", "logs.me-central-1.amazonaws.com"],
    ["us-gov-east-1", "200000000002.dkr.ecr.us-gov-east-1.amazonaws.com", "logs.us-gov-east-1.amazonaws.com"],
    ["cn-north-1", "200000000002.dkr.ecr.cn-north-1.amazonaws.com.cn", "logs.cn-north-1.amazonaws.com.cn"],
  ] as const) {
    it(`are those of ${region}`, () => {
      assert.deepEqual([registryHost(at(region)), logsPrincipal(at(region))], [registry, logs]);
    });

    it(`link to the console of ${region}, from functions and from pipelines, which import nothing of the settings`, () => {
      const { partition } = at(region);
      const url = `https://${region}.${PARTITIONS[partition].consoleDomain}`;
      assert.equal(consoleOfFunctions(`arn:${partition}:sagemaker:${region}:200000000002:pipeline/p`), url);
      assert.equal(consoleOfModelBuild(partition, region), url);
    });
  }

  it("name the service on whose behalf a key is used, with both endings in China", () => {
    assert.equal(viaService("aws-us-gov", "sagemaker"), "sagemaker.*.amazonaws.com");
    assert.deepEqual(viaService("aws-cn", "sagemaker"), [
      "sagemaker.*.amazonaws.com",
      "sagemaker.*.amazonaws.com.cn",
    ]);
  });
});
