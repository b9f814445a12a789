import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  DescribeModelPackageCommand,
  ListModelPackagesCommand,
  SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { GetWebIdentityTokenCommand, STSClient } from "@aws-sdk/client-sts";
import { mockClient } from "aws-sdk-client-mock";
import type { Clients } from "../../functions/start-model-deploy/create-handler";
import { mockClaimsTable } from "./claims-table";

/** A version in the registry that a rehearsal pretends to have approved. */
export interface ApprovedVersion {
  readonly arn: string;
  readonly group: string;
  readonly version: number;
}

/**
 * What the function that starts deployments asks of AWS: a registry with one approved version, a table of claims, queues
 * that take what it sends, and an STS or a secret that proves its identity. The real clients, answering without a network.
 */
export function awsStandIns(approved: ApprovedVersion, region: string, proof: string): Clients {
  // The real function runs on the Lambda runtime; a notice about the reader's Node would only distract.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const sts = new STSClient({ region });
  mockClient(sts).on(GetWebIdentityTokenCommand).resolves({ WebIdentityToken: proof });
  const sageMaker = new SageMakerClient({ region });
  const state = {
    ModelPackageArn: approved.arn,
    ModelPackageGroupName: approved.group,
    ModelPackageVersion: approved.version,
    ModelPackageStatus: "Completed",
    ModelApprovalStatus: "Approved",
  } as const;
  mockClient(sageMaker)
    .on(DescribeModelPackageCommand, { ModelPackageName: approved.arn })
    .resolves(state)
    .on(ListModelPackagesCommand)
    .resolves({ ModelPackageSummaryList: [{ ...state, CreationTime: new Date(0) }] });
  const sqs = new SQSClient({ region });
  mockClient(sqs).on(ChangeMessageVisibilityCommand).resolves({}).on(SendMessageCommand).resolves({});
  const dynamoDb = new DynamoDBClient({ region });
  mockClaimsTable(new Map(), dynamoDb);
  const secretsManager = new SecretsManagerClient({ region });
  mockClient(secretsManager).on(GetSecretValueCommand).resolves({ SecretString: proof });
  return { sts, sageMaker, dynamoDb, sqs, secretsManager };
}
