import { readFileSync } from "node:fs";
import { join } from "node:path";

import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SageMakerClient } from "@aws-sdk/client-sagemaker";

import { readModelSettings } from "../../../repositories/model-deploy/program/model-file";
import type { TestReport } from "../../../repositories/model-deploy/tools/tests/report";
import { testDeployment } from "../../../repositories/model-deploy/tools/tests/test-deployment";
import type { ModelVersion } from "../../../simulator/aws/sagemaker/registry";
import type { SageMakerStandIn } from "../../../simulator/aws/sagemaker/server";
import { ROOT } from "../../support/rehearsed";
import { CONTRACT } from "../model-deploy/benchmark-deployment";
import type { Example } from "./examples";

export const MODEL_BUILD = join(ROOT, "repositories/model-build");

/** The build contract of the template's tests. */
export const SAMPLE = JSON.parse(readFileSync(join(MODEL_BUILD, "tests/sample-contract.json"), "utf8")) as {
  readonly account: string;
  readonly region: string;
  readonly model: string;
  readonly artifactBucketName: string;
  readonly modelPackageGroupName: string;
  readonly pipelineName: string;
};

/** Tests the deployment of a version that serves as endpoint `good`, with the cases that its build recorded. */
export async function deploymentTest(
  aws: SageMakerStandIn,
  version: ModelVersion,
  runtime: Parameters<typeof testDeployment>[0]["clients"]["runtime"],
  problem: Example["problem"],
): Promise<TestReport> {
  const credentials = { accessKeyId: "ASIA", secretAccessKey: "secret" };
  const options = { endpoint: aws.url, region: SAMPLE.region, credentials };
  const clients = {
    s3: new S3Client({ ...options, forcePathStyle: true }),
    runtime,
    lambda: new LambdaClient(options),
    sagemaker: new SageMakerClient(options),
  };
  const { tests, batch } = readModelSettings("churn", "staging");
  const properties = version.body.CustomerMetadataProperties as Readonly<Record<string, string>>;
  const load = {
    requests: 20,
    concurrency: 2,
    warmUp: 2,
    p50Ms: 5_000,
    p95Ms: 10_000,
    p99Ms: 20_000,
    errorPercent: 0,
  };
  try {
    return await testDeployment({
      inference: "realtime",
      endpointName: "good",
      model: SAMPLE.model,
      version: {
        arn: version.arn,
        group: version.group,
        version: version.version,
        casesUri: properties.casesUri,
      },
      contract: {
        ...CONTRACT,
        automation: {
          ...CONTRACT.automation,
          account: SAMPLE.account,
          artifactBucketName: SAMPLE.artifactBucketName,
        },
      },
      settings: {
        ...tests,
        cases: 30,
        load,
        // Better than nothing learnt, in the metric's own direction.
        quality: { metric: problem === "regression" ? "r2" : "accuracy", minimum: 0.05, maximumDrop: 0 },
      },
      batch,
      run: "1-1",
      clients,
    });
  } finally {
    clients.s3.destroy();
    clients.lambda.destroy();
    clients.sagemaker.destroy();
  }
}
