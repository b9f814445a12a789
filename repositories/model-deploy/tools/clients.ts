import { ApplicationAutoScalingClient } from "@aws-sdk/client-application-auto-scaling";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { SageMakerRuntimeClient } from "@aws-sdk/client-sagemaker-runtime";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { SSMClient } from "@aws-sdk/client-ssm";

import { clientOptions } from "../../shared/aws-clients";
import type { Environment } from "../../shared/variables";

/** Clients of the AWS services that the tools call. */
export interface Clients {
  readonly sagemaker: SageMakerClient;
  readonly cloudwatch: CloudWatchClient;
  readonly runtime: SageMakerRuntimeClient;
  readonly s3: S3Client;
  readonly ssm: SSMClient;
  readonly lambda: LambdaClient;
  readonly scaling: ApplicationAutoScalingClient;
  readonly scheduler: SchedulerClient;
}

export function awsClients(environment: Environment, region: string): Clients {
  // An endpoint may take a minute to answer.
  const options = clientOptions(environment, region, { requestMs: 65_000 });
  const s3 = options("S3");
  return {
    sagemaker: new SageMakerClient(options("SAGEMAKER")),
    cloudwatch: new CloudWatchClient(options("CLOUDWATCH")),
    runtime: new SageMakerRuntimeClient(options("SAGEMAKER_RUNTIME")),
    s3: new S3Client({ ...s3, forcePathStyle: s3.endpoint !== undefined }),
    ssm: new SSMClient(options("SSM")),
    lambda: new LambdaClient(options("LAMBDA")),
    scaling: new ApplicationAutoScalingClient(options("APPLICATION_AUTO_SCALING")),
    scheduler: new SchedulerClient(options("SCHEDULER")),
  };
}
