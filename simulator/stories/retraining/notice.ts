import { Logger } from "@aws-lambda-powertools/logger";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { DescribeModelPackageCommand, SageMakerClient } from "@aws-sdk/client-sagemaker";
import { PublishCommand, type PublishCommandInput, SNSClient } from "@aws-sdk/client-sns";
import { mockClient } from "aws-sdk-client-mock";
import type { Context } from "aws-lambda";

import { createHandler } from "../../../functions/announce-approvals/create-handler";
import { readSettings } from "../../../functions/announce-approvals/environment";
import { mockClaimsTable } from "../../aws/claims-table";
import type { Graph } from "../../rehearsal/graph";
import { message } from "../approval";
import { environmentOf, eventRoute } from "../approval-route";
import type { TrainedVersion } from "../model-build/follow-retraining";

/** Follows the registry's event of a version that waits for a decision, to the notice that approvers get. */
export async function followNotice(
  graph: Graph,
  { version, evaluation }: TrainedVersion,
): Promise<PublishCommandInput> {
  const { arn, group, approvalStatus, body } = version;
  const event = {
    version: "0",
    "detail-type": "SageMaker Model Package State Change",
    source: "aws.sagemaker",
    resources: [arn],
    detail: {
      ModelPackageGroupName: group,
      ModelPackageVersion: version.version,
      ModelPackageArn: arn,
      ModelPackageStatus: "Completed",
      ModelApprovalStatus: approvalStatus,
    },
  };
  const { lambda, queue } = eventRoute(graph, event);
  const region = lambda.provider?.region ?? "";
  const sageMaker = new SageMakerClient({ region });
  mockClient(sageMaker)
    .on(DescribeModelPackageCommand)
    .resolves({
      ...body,
      ModelPackageArn: arn,
      ModelPackageGroupName: group,
      ModelPackageVersion: version.version,
      ModelPackageStatus: "Completed",
      ModelApprovalStatus: "PendingManualApproval",
    });
  const s3 = new S3Client({ region });
  mockClient(s3)
    .on(GetObjectCommand)
    .callsFake(() => ({ Body: { transformToString: () => Promise.resolve(evaluation) } }));
  const notices: PublishCommandInput[] = [];
  const sns = new SNSClient({ region });
  mockClient(sns)
    .on(PublishCommand)
    .callsFake((input: PublishCommandInput) => void notices.push(input));
  const dynamoDb = new DynamoDBClient({ region });
  mockClaimsTable(new Map(), dynamoDb);
  const handler = createHandler(
    readSettings(environmentOf(lambda)),
    { sageMaker, s3, sns, dynamoDb },
    new Logger({ serviceName: "announce-approvals", logLevel: "SILENT" }),
  );
  const remaining = Number(lambda.inputs.timeout) * 1000;
  await handler(message(queue, event), {
    awsRequestId: "rehearsal",
    getRemainingTimeInMillis: () => remaining,
  } as Context);
  const [notice] = notices;
  if (notice === undefined) throw new Error(`function ${lambda.name} told nobody of ${arn}`);
  return notice;
}
