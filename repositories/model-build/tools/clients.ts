import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { S3Client } from "@aws-sdk/client-s3";
import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { SSMClient } from "@aws-sdk/client-ssm";

import { clientOptions } from "../../shared/aws-clients";
import type { Environment } from "../../shared/variables";

/** Clients of the AWS services that the tools call. */
export interface Clients {
  readonly sagemaker: SageMakerClient;
  readonly s3: S3Client;
  readonly ssm: SSMClient;
  readonly logs: CloudWatchLogsClient;
}

export function awsClients(environment: Environment, region: string): Clients {
  const options = clientOptions(environment, region, { requestMs: 30_000 });
  const s3 = options("S3");
  return {
    sagemaker: new SageMakerClient(options("SAGEMAKER")),
    s3: new S3Client({ ...s3, forcePathStyle: s3.endpoint !== undefined }),
    ssm: new SSMClient(options("SSM")),
    logs: new CloudWatchLogsClient(options("CLOUDWATCH_LOGS")),
  };
}
