import assert from "node:assert/strict";

import type { CreateModelCommandInput, CreateTransformJobCommandInput } from "@aws-sdk/client-sagemaker";

import { decideAll, mismatches } from "../../permissions/check";
import type { World } from "../../permissions/graph/world";
import { rehearseWorld } from "../../permissions/rehearsals";
import { report } from "../../permissions/report";
import { casesOf } from "../../permissions/simulation/cases";
import type { Row } from "../../permissions/table";
import type { Request } from "../functions/start-batch-transform/support";
import { batchEvent, StagingAccount } from "../functions/start-batch-transform/support";
import type { MotoServer } from "../support/moto";
import { motoMissing, startMoto } from "../support/moto";
import { one, rehearsed, rehearsedSettings } from "../support/rehearsed";
import { describeUnless } from "../support/unless";
import { AWS } from "../support/types";

const STAGING = "arn:aws:sagemaker:eu-west-1:200000000003";

const row = (action: string, on: string, given: Row["with"] = {}): Row => ({
  do: [action],
  on: [on],
  with: given,
});
const tagged = (on: string): Row => row("sagemaker:AddTags", on);

/** What a call asks of IAM, in the words of the tables of permissions. */
function asked({ operation, input }: Request): Row[] {
  const { ModelName, TransformJobName } = input as Readonly<Record<string, string>>;
  const model = `new:sagemaker:model/${ModelName ?? ""}@staging`;
  const job = `new:sagemaker:transform-job/${TransformJobName ?? ""}@staging`;
  switch (operation) {
    case "ListObjectsV2":
      return [row("s3:ListBucket", "bucket:inference@staging", { "s3:prefix": String(input.Prefix) })];
    case "ListModelPackages":
    case "DescribeModelPackage":
      return [row(`sagemaker:${operation}`, "version:churn/1@automation")];
    case "DescribeModel":
      return [row("sagemaker:DescribeModel", model)];
    case "DescribeTransformJob":
      return [row("sagemaker:DescribeTransformJob", job)];
    case "CreateModel":
      return [
        row("sagemaker:CreateModel", model, ofModel(input as unknown as CreateModelCommandInput)),
        row("iam:PassRole", "role:endpoint@staging", { "iam:PassedToService": "sagemaker.amazonaws.com" }),
        tagged(model),
      ];
    case "CreateTransformJob":
      return [
        row("sagemaker:CreateTransformJob", job, ofJob(input as unknown as CreateTransformJobCommandInput)),
        tagged(job),
      ];
    default:
      throw new Error(`the function calls ${operation}, which nobody has judged`);
  }
}

function ofModel({ VpcConfig, EnableNetworkIsolation }: CreateModelCommandInput): Row["with"] {
  return {
    "sagemaker:VpcSubnets": VpcConfig?.Subnets ?? [],
    "sagemaker:VpcSecurityGroupIds": VpcConfig?.SecurityGroupIds ?? [],
    "sagemaker:NetworkIsolation": String(EnableNetworkIsolation),
  };
}

function ofJob({
  ModelName,
  TransformOutput,
  TransformResources,
}: CreateTransformJobCommandInput): Row["with"] {
  const { KmsKeyId } = TransformOutput ?? {};
  const { VolumeKmsKeyId, InstanceType } = TransformResources ?? {};
  return {
    "sagemaker:InstanceTypes": [InstanceType ?? ""],
    "sagemaker:ModelArn": `${STAGING}:model/${ModelName ?? ""}`,
    ...(KmsKeyId === undefined ? {} : { "sagemaker:OutputKmsKeyArn": KmsKeyId }),
    ...(VolumeKmsKeyId === undefined ? {} : { "sagemaker:VolumeKmsKeyArn": VolumeKmsKeyId }),
  };
}

describeUnless(motoMissing(), "what a batch run asks of AWS", () => {
  let moto: MotoServer;
  let world: World;
  let rows: Row[];

  before(async function () {
    moto = await startMoto();
    const rehearsal = await rehearsed("full");
    world = await rehearseWorld(rehearsedSettings);
    const { inputs } = one(rehearsal.graph.resources, AWS.lambda.Function, "staging-batch");
    const { variables } = inputs.environment as { variables: Record<string, string> };
    const account = new StagingAccount(moto.url, moto.url, variables);
    await account.create();
    await account.register(["Approved"]);
    await account.put("batch/churn/input/a.csv");
    const own = `s3://${variables.INFERENCE_BUCKET ?? ""}/batch/churn/`;
    for (const instanceType of ["ml.m5.large", "ml.g4dn.xlarge"]) {
      const { error } = await account.ask(
        batchEvent({
          instanceType,
          executionId: instanceType,
          input: `${own}input/`,
          output: `${own}output/`,
          capturePercent: 100,
        }),
      );
      assert.equal(error, undefined);
    }
    rows = account.requests.flatMap(asked);
    account.destroy();
  });
  after(() => moto.stop());

  const decided = async (who: string, allowed: boolean, of: readonly Row[]): Promise<void> => {
    const section = {
      who: [who],
      may: allowed ? [...of] : [],
      mayNot: allowed ? [] : [...of],
      file: "batch",
    };
    const results = await decideAll(casesOf(world, [section]));
    assert.equal(results.length, of.length);
    assert.equal(mismatches(results).length, 0, `\n${report(results)}`);
  };

  it("is what its role may do, under the guardrails of the organization", async () => {
    assert.deepEqual([...new Set(rows.flatMap((each) => each.do))].sort(), [
      "iam:PassRole",
      "s3:ListBucket",
      "sagemaker:AddTags",
      "sagemaker:CreateModel",
      "sagemaker:CreateTransformJob",
      "sagemaker:DescribeModel",
      "sagemaker:DescribeTransformJob",
      "sagemaker:ListModelPackages",
    ]);
    await decided("batch-transform@staging", true, rows);
  });

  it("would be refused without its keys, whatever a role may do", async () => {
    const jobs = rows.filter((each) => each.do.includes("sagemaker:CreateTransformJob"));
    const [onVolume, onOwnDisks] = jobs;
    assert.ok(onVolume && onOwnDisks && jobs.length === 2);
    const without = (job: Row, key: string): Row => ({
      ...job,
      with: Object.fromEntries(Object.entries(job.with ?? {}).filter(([name]) => name !== key)),
    });
    await decided("unlimited:batch-transform@staging", false, [
      without(onVolume, "sagemaker:VolumeKmsKeyArn"),
      without(onVolume, "sagemaker:OutputKmsKeyArn"),
      without(onOwnDisks, "sagemaker:OutputKmsKeyArn"),
    ]);
    await decided("unlimited:batch-transform@staging", true, jobs);
  });
});
