import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";

import { awsError, FakeAws } from "../../../shared/tests/fake-aws";
import { parseContract } from "../../program/contract";
import { readModelSettings } from "../../program/model-file";
import { awsClients } from "../../tools/clients";
import type { CurrentEndpoint } from "../../tools/current-endpoint";
import { wantedInstances } from "../../tools/instances";
import { checkModels } from "../../tools/models";
import { fetchPolicyPack } from "../../tools/policy-pack";
import { deregister, isScalingInTheWay } from "../../tools/scalable-target";
import { sessionProblem } from "../../tools/session-limit";
import { stateStore } from "../../tools/stack";
import { CONTRACT, VERSION } from "./sample-run";

const SETTINGS = readModelSettings("churn", "production");
const CURRENT: CurrentEndpoint = {
  status: "InService",
  configName: "c",
  variants: [{ name: "AllTraffic", instanceType: "ml.m5.large", instances: 3, modelName: "m" }],
};

describe("how many instances a new configuration begins with", () => {
  const instances = { type: "ml.m5.large", minimum: 2, maximum: 6, invocationsPerInstance: 100 } as const;
  const settings = { inference: "realtime", instances } as const;
  const outputs = (modelPackageArn: string, before: number, inference = "realtime") =>
    Object.fromEntries(
      Object.entries({ modelPackageArn, instances: before, inference }).map(([name, value]) => [
        name,
        { value, secret: false },
      ]),
    );
  const wanted = (
    current: CurrentEndpoint | undefined,
    previous: ReturnType<typeof outputs> = {},
    of: Parameters<typeof wantedInstances>[0] = settings,
  ) => wantedInstances(of, VERSION, current, previous);

  it("is the least for the first deployment", () => {
    assert.equal(wanted(undefined), 2);
  });

  it("is what serves now, where scaling made it more, and never more than scaling may make it", () => {
    const serving = (count: number) => ({
      ...CURRENT,
      variants: [{ name: "AllTraffic", instanceType: "ml.m5.large", instances: count }],
    });
    assert.equal(wanted(serving(5), outputs("arn:6", 2)), 5);
    assert.equal(wanted(serving(1), outputs("arn:6", 2)), 2);
    assert.equal(wanted(serving(9), outputs("arn:6", 2)), 6);
  });

  it("stays as it was where nothing else changes, so that nothing is updated", () => {
    assert.equal(wanted(CURRENT, outputs(VERSION.arn, 2)), 2);
  });

  it("does not stay where the type changes, or the limits", () => {
    const type = { ...settings, instances: { ...instances, type: "ml.c5.large" } } as const;
    assert.equal(wanted(CURRENT, outputs(VERSION.arn, 2), type), 3);
    const minimum = { ...settings, instances: { ...instances, minimum: 4 } };
    assert.equal(wanted(CURRENT, outputs(VERSION.arn, 2), minimum), 4);
    assert.equal(wanted(CURRENT, outputs(VERSION.arn, 2, "serverless")), 3);
    assert.equal(wanted(undefined, outputs(VERSION.arn, 3)), 2);
  });

  it("is nothing where there are no instances", () => {
    assert.equal(wanted(CURRENT, {}, { ...settings, inference: "serverless" }), undefined);
    assert.equal(wanted(CURRENT, {}, { ...settings, inference: "batch" }), undefined);
  });
});

describe("the scaling of an endpoint", () => {
  it("is in the way of another type of instances, another variant and another inference only", () => {
    assert.equal(isScalingInTheWay(CURRENT, SETTINGS), false);
    const other = (variant: object) => ({ ...CURRENT, variants: [{ name: "AllTraffic", ...variant }] });
    assert.equal(isScalingInTheWay(other({ instanceType: "ml.c5.large" }), SETTINGS), true);
    assert.equal(isScalingInTheWay(other({ name: "Other", instanceType: "ml.m5.large" }), SETTINGS), true);
    assert.equal(isScalingInTheWay(other({}), SETTINGS), true);
    assert.equal(isScalingInTheWay(CURRENT, { ...SETTINGS, inference: "serverless" }), true);
  });

  it("is taken out of Application Auto Scaling, also if another run has done so in between", async () => {
    const aws = await FakeAws.start();
    try {
      const target = {
        ResourceId: "endpoint/e/variant/AllTraffic",
        ScalableDimension: "sagemaker:variant:DesiredInstanceCount",
      };
      aws
        .on("DescribeScalableTargets", { body: { ScalableTargets: [target] } })
        .on("DeregisterScalableTarget", {}, awsError("ObjectNotFoundException", "no scalable target"));
      const { scaling } = awsClients(aws.environment, "eu-west-1");
      const lines: string[] = [];
      const pause = () => deregister(scaling, "e", CURRENT, (line) => lines.push(line));
      await pause();
      await pause();
      assert.deepEqual(aws.inputs("DescribeScalableTargets")[0], {
        ServiceNamespace: "sagemaker",
        ResourceIds: ["endpoint/e/variant/AllTraffic"],
      });
      assert.deepEqual(aws.inputs("DeregisterScalableTarget")[0], {
        ServiceNamespace: "sagemaker",
        ...target,
      });
      assert.deepEqual(lines, ["Scaling of endpoint/e/variant/AllTraffic is paused: the instances change."]);
    } finally {
      await aws.close();
    }
  });
});

describe("the landing zone's policy pack", () => {
  let aws: FakeAws;
  let root: string;
  beforeEach(async () => {
    aws = await FakeAws.start();
    root = mkdtempSync(join(tmpdir(), "pack-"));
    aws.on("GET /b/policy/index.js", { body: "module.exports = 1;" });
  });
  afterEach(async () => {
    rmSync(root, { recursive: true });
    await aws.close();
  });

  const fetchPack = (sha256: string) => {
    const { s3 } = awsClients(aws.environment, "eu-west-1");
    return fetchPolicyPack(
      s3,
      { bucketName: "b", key: "policy/index.js", sha256, config: { all: "mandatory" } },
      root,
    );
  };
  const hash = createHash("sha256").update("module.exports = 1;").digest("hex");

  it("is written as the engine takes it, in place of what lay there", async () => {
    await fetchPack(hash);
    writeFileSync(join(root, ".policy", "left.js"), "");
    const pack = await fetchPack(hash);
    assert.deepEqual(pack, { folder: join(root, ".policy"), config: join(root, ".policy", "config.json") });
    assert.deepEqual(readdirSync(pack.folder).sort(), [
      "PulumiPolicy.yaml",
      "config.json",
      "index.js",
      "package.json",
    ]);
    assert.equal(readFileSync(join(pack.folder, "index.js"), "utf8"), "module.exports = 1;");
    assert.equal(readFileSync(pack.config, "utf8"), '{"all":"mandatory"}');
  });

  it("is refused, and not written, if its SHA-256 is another", async () => {
    await assert.rejects(fetchPack("0".repeat(64)), {
      message: `the policy pack s3://b/policy/index.js has the SHA-256 ${hash}, but the deployment contract names ${"0".repeat(64)}: ask the platform team to deploy the landing zone again`,
    });
    assert.equal(existsSync(join(root, ".policy")), false);
  });
});

describe("the state of deployments", () => {
  it("lies in the landing zone's bucket, encrypted with its key", () => {
    const contract = parseContract(JSON.stringify(CONTRACT));
    assert.deepEqual(stateStore(contract), {
      backendUrl:
        "s3://mlops-credit-automation-deploy-state-222222222222-eu-west-1?region=eu-west-1&awssdk=v2",
      secretsProvider:
        "awskms:///arn:aws:kms:eu-west-1:222222222222:key/2f0c5a3e-6b7d-4c8e-9f00-112233445566?region=eu-west-1",
    });
  });
});

describe("the files of the models", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "models-"));
    const defaults = readFileSync(join(__dirname, "..", "..", "models", "defaults.yaml"), "utf8");
    writeFileSync(join(folder, "defaults.yaml"), defaults);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("are in order in this repository", () => {
    checkModels(() => undefined);
  });

  it("are all checked, for both stages", () => {
    writeFileSync(join(folder, "churn.yaml"), "instances: { minimum: 2, maximum: 8 }\n");
    const lines: string[] = [];
    checkModels((line) => lines.push(line), folder);
    assert.deepEqual(lines, ["The files of the models are in order: churn, defaults."]);
  });

  it("are refused with everything that is wrong in any of them", () => {
    writeFileSync(join(folder, "churn.yaml"), "instance: {}\n");
    writeFileSync(join(folder, "fraud.yaml"), "stages: { production: { inference: sometimes } }\n");
    writeFileSync(join(folder, "notes.yml"), "");
    assert.throws(
      () => {
        checkModels(() => undefined, folder);
      },
      (error: Error) => {
        assert.match(error.message, /^models\/notes\.yml is no model's file/);
        assert.match(error.message, /models\/churn\.yaml: instance is not known/);
        assert.match(
          error.message,
          /models\/fraud\.yaml: stages\.production\.inference is "sometimes", but must be one of/,
        );
        return true;
      },
    );
  });

  it("may not ask for an update that outlives the credentials of its step", () => {
    const traffic = (waitSeconds: number, terminationWaitSeconds: number) => ({
      ...SETTINGS,
      traffic: { shift: "canary", stepPercent: 10, waitSeconds, terminationWaitSeconds } as const,
    });
    // The instances may take half an hour to start; five minutes are for the rest.
    assert.equal(sessionProblem(traffic(900, 600)), undefined);
    assert.equal(
      sessionProblem(traffic(901, 600)),
      "traffic: an update may take 56 minutes, but the credentials of its step end after 60, and 5 are for the rest: lower waitSeconds or terminationWaitSeconds by 1 seconds altogether, or take fewer steps",
    );
    assert.equal(sessionProblem({ ...traffic(3_600, 3_600), inference: "batch" }), undefined);
    writeFileSync(join(folder, "churn.yaml"), "traffic: { waitSeconds: 3000 }\n");
    assert.throws(() => {
      checkModels(() => undefined, folder);
    }, /models\/churn\.yaml, production: traffic: an update may take 90 minutes/);
  });
});
