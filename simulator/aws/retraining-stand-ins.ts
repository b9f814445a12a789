import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import {
  ListModelPackagesCommand,
  type ListModelPackagesCommandInput,
  ListPipelineExecutionsCommand,
  type ListPipelineExecutionsCommandInput,
  SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { PublishCommand, type PublishCommandInput, SNSClient } from "@aws-sdk/client-sns";
import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { GetWebIdentityTokenCommand, STSClient } from "@aws-sdk/client-sts";
import { mockClient } from "aws-sdk-client-mock";

import type { Clients } from "../../functions/guard-retraining/create-handler";
import { decisionTable } from "./decision-table";

/** What the guard of training finds in AWS; everything may change while it runs. */
export interface RetrainingWorld {
  readonly region: string;
  /** What proves the function's identity. */
  readonly proof: string;
  /** Values of SSM parameters by name. */
  readonly parameters: ReadonlyMap<string, string>;
  /** ARN of the execution that goes on of a SageMaker pipeline. */
  readonly execution: (pipeline: string) => string | undefined;
  /** Newest complete version of a group. */
  readonly newest: (group: string) => { readonly arn: string; readonly approval: string } | undefined;
  /** Texts by key of the artifact bucket. */
  readonly objects: ReadonlyMap<string, string>;
  /** The table of decisions. */
  readonly items: Map<string, Record<string, AttributeValue>>;
  /** What was published, oldest first. */
  readonly notices: PublishCommandInput[];
}

/** The real clients of the guard, answered by a world in this process. */
export function retrainingStandIns(world: RetrainingWorld): Clients {
  // The real function runs on the Lambda runtime; a notice about the reader's Node would only distract.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const { region, proof } = world;
  const sts = new STSClient({ region });
  mockClient(sts).on(GetWebIdentityTokenCommand).resolves({ WebIdentityToken: proof });
  const secretsManager = new SecretsManagerClient({ region });
  mockClient(secretsManager).on(GetSecretValueCommand).resolves({ SecretString: proof });
  const sqs = new SQSClient({ region });
  mockClient(sqs).on(ChangeMessageVisibilityCommand).resolves({}).on(SendMessageCommand).resolves({});
  const sns = new SNSClient({ region });
  mockClient(sns)
    .on(PublishCommand)
    .callsFake((input: PublishCommandInput) => {
      world.notices.push(input);
      return {};
    });
  return {
    sts,
    secretsManager,
    sqs,
    sns,
    sageMaker: registry(world),
    s3: artifacts(world),
    ssm: parameters(world),
    dynamoDb: decisionTable(region, world.items),
  };
}

function registry({ region, execution, newest }: RetrainingWorld): SageMakerClient {
  const client = new SageMakerClient({ region });
  mockClient(client)
    .on(ListPipelineExecutionsCommand)
    .callsFake(({ PipelineName = "" }: ListPipelineExecutionsCommandInput) => {
      const arn = execution(PipelineName);
      const going = { PipelineExecutionArn: arn, PipelineExecutionStatus: "Executing" };
      return { PipelineExecutionSummaries: arn === undefined ? [] : [going] };
    })
    .on(ListModelPackagesCommand)
    .callsFake(({ ModelPackageGroupName = "" }: ListModelPackagesCommandInput) => {
      const version = newest(ModelPackageGroupName);
      const summary = version && {
        ModelPackageArn: version.arn,
        ModelPackageVersion: Number(version.arn.split("/").at(-1)),
        ModelPackageStatus: "Completed",
        ModelApprovalStatus: version.approval,
        CreationTime: new Date(0),
      };
      return { ModelPackageSummaryList: summary ? [summary] : [] };
    });
  return client;
}

function artifacts({ region, objects }: RetrainingWorld): S3Client {
  const client = new S3Client({ region });
  mockClient(client)
    .on(ListObjectsV2Command)
    .callsFake(({ Prefix = "", StartAfter = "" }: { Prefix?: string; StartAfter?: string }) => {
      const keys = [...objects.keys()].filter((key) => key.startsWith(Prefix) && key > StartAfter).sort();
      return { KeyCount: keys.length, Contents: keys.map((Key) => ({ Key })) };
    })
    .on(GetObjectCommand)
    .callsFake(({ Key = "" }: { Key?: string }) => ({
      Body: { transformToString: () => Promise.resolve(objects.get(Key) ?? "") },
    }));
  return client;
}

function parameters({ region, parameters: values }: RetrainingWorld): SSMClient {
  const client = new SSMClient({ region });
  mockClient(client)
    .on(GetParameterCommand)
    .callsFake(({ Name = "" }: { Name?: string }) => {
      const Value = values.get(Name);
      if (Value === undefined) {
        throw Object.assign(new Error(`parameter ${Name} is not there`), { name: "ParameterNotFound" });
      }
      return { Parameter: { Name, Value } };
    });
  return client;
}
