import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { DescribeModelPackageCommand, SageMakerClient } from "@aws-sdk/client-sagemaker";
import { GetWebIdentityTokenCommand, STSClient } from "@aws-sdk/client-sts";
import { mockClient } from "aws-sdk-client-mock";

/** A version in the registry that a rehearsal pretends to have approved. */
export interface ApprovedVersion {
  readonly arn: string;
  readonly group: string;
  readonly version: number;
}

export interface AwsStandIns {
  readonly sts: STSClient;
  readonly sageMaker: SageMakerClient;
  readonly dynamoDb: DynamoDBClient;
}

/**
 * What the function that starts deployments asks of AWS: a registry with one approved version, a table of claims, and
 * an STS that proves the function's identity. The real clients, answering without a network.
 */
export function awsStandIns(approved: ApprovedVersion, region: string, clientAssertion: string): AwsStandIns {
  // The real function runs on the Lambda runtime; a notice about the reader's Node would only distract.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const sts = new STSClient({ region });
  mockClient(sts).on(GetWebIdentityTokenCommand).resolves({ WebIdentityToken: clientAssertion });
  const sageMaker = new SageMakerClient({ region });
  mockClient(sageMaker).on(DescribeModelPackageCommand, { ModelPackageName: approved.arn }).resolves({
    ModelPackageArn: approved.arn,
    ModelPackageGroupName: approved.group,
    ModelPackageVersion: approved.version,
    ModelPackageStatus: "Completed",
    ModelApprovalStatus: "Approved",
  });
  return { sts, sageMaker, dynamoDb: claimsTable(region) };
}

type Item = Record<string, AttributeValue>;

/** Takes each claim once; enough for events that follow one another. */
function claimsTable(region: string): DynamoDBClient {
  const items = new Map<string, Item>();
  const client = new DynamoDBClient({ region });
  const table = mockClient(client);
  table.on(PutItemCommand).callsFake(({ Item: item }: { Item: Item }) => {
    const id = String(item.id?.S);
    const existing = items.get(id);
    if (existing) {
      throw new ConditionalCheckFailedException({ message: "claimed", $metadata: {}, Item: existing });
    }
    items.set(id, item);
    return {};
  });
  table
    .on(UpdateItemCommand)
    .callsFake(
      ({ Key, ExpressionAttributeValues: values }: { Key: Item; ExpressionAttributeValues: Item }) => {
        const { ":expiry": expiration, ":status": status, ":response_data": data } = values;
        items.set(String(Key.id?.S), { ...Key, ...present({ expiration, status, data }) });
        return {};
      },
    );
  return client;
}

function present(attributes: Readonly<Record<string, AttributeValue | undefined>>): Item {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
