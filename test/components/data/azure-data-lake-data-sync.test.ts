import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { AzureDataLakeDataSync } from "../../../components/data/azure-data-lake-data-sync";
import {
  BOUNDARY_ARN,
  CODE,
  create,
  document,
  json,
  KEY_ARN,
  scope,
  TOPIC_ARN,
} from "../../support/fixtures";
import { AWS } from "../../support/types";

const AGENT = "arn:aws:datasync:eu-west-1:200000000002:agent/agent-0a1b2c3d4e5f60718";
const BUCKET = "mlops-fraud-automation-data-200000000002";
const NAME = "mlops-fraud-automation-azure-data-lake-sync";
const MIRROR = "mirror/azure-data-lake/transactions/";
const TOKEN = "sp=rl&sig=abc";

const lake = (token = TOKEN, folder: string | undefined = "fraud/daily") =>
  create(
    (options) =>
      new AzureDataLakeDataSync(
        "l",
        {
          scope: scope(),
          source: {
            storageAccount: "payments",
            container: "exports",
            ...(folder === "" ? {} : { folder }),
            dataset: "transactions",
            schedule: "cron(0 3 * * ? *)",
          },
          agentArns: [AGENT],
          sasToken: pulumi.secret(token),
          kmsKeyArn: KEY_ARN,
          permissionsBoundaryArn: BOUNDARY_ARN,
          dataBucketName: BUCKET,
          alertTopicArn: TOPIC_ARN,
          logRetentionDays: 90,
          landingCode: CODE,
        },
        options,
      ),
  );

describe("AzureDataLakeDataSync", () => {
  it("reads one folder of the container, with a token that stays secret", async () => {
    const { cloud } = await lake();
    const source = cloud.one(AWS.datasync.LocationAzureBlob, "l-container");
    assert.deepEqual(source.inputs, {
      agentArns: [AGENT],
      authenticationType: "SAS",
      containerUrl: "https://payments.blob.core.windows.net/exports",
      subdirectory: "/fraud/daily",
      sasConfiguration: { token: TOKEN },
    });
    assert.deepEqual(source.secretInputs, ["sasConfiguration"]);
  });

  it("reads the whole container where no folder is named, and takes a token as the portal shows it", async () => {
    const { cloud } = await lake(`?${TOKEN}\n`, "");
    const { subdirectory, sasConfiguration } = cloud.one(
      AWS.datasync.LocationAzureBlob,
      "l-container",
    ).inputs;
    assert.deepEqual([subdirectory, sasConfiguration], ["/", { token: TOKEN }]);
  });

  it("writes a mirror, not landing/, from where files move on", async () => {
    const { cloud } = await lake();
    assert.deepEqual(cloud.one(AWS.datasync.S3Location, "l-bucket").inputs, {
      s3BucketArn: `arn:aws:s3:::${BUCKET}`,
      subdirectory: `/${MIRROR}`,
      s3Config: { bucketAccessRoleArn: `arn:aws:iam::200000000002:role/${NAME}` },
    });
    assert.deepEqual(
      json(cloud.one(AWS.iam.RolePolicy, "l-role-policy")),
      document(
        {
          Sid: "SeeBucket",
          Effect: "Allow",
          Action: ["s3:GetBucketLocation", "s3:ListBucketMultipartUploads"],
          Resource: `arn:aws:s3:::${BUCKET}`,
        },
        {
          Sid: "ListMirror",
          Effect: "Allow",
          Action: "s3:ListBucket",
          Resource: `arn:aws:s3:::${BUCKET}`,
          Condition: { StringLike: { "s3:prefix": [MIRROR.slice(0, -1), `${MIRROR}*`] } },
        },
        {
          Sid: "WriteMirror",
          Effect: "Allow",
          Action: [
            "s3:AbortMultipartUpload",
            "s3:DeleteObject",
            "s3:GetObject",
            "s3:GetObjectTagging",
            "s3:ListMultipartUploadParts",
            "s3:PutObject",
            "s3:PutObjectTagging",
          ],
          Resource: `arn:aws:s3:::${BUCKET}/${MIRROR}*`,
        },
        {
          Sid: "UseKey",
          Effect: "Allow",
          Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
          Resource: KEY_ARN,
        },
      ),
    );
  });

  it("copies what has changed, on schedule, and checks it", async () => {
    const { cloud } = await lake();
    const task = cloud.one(AWS.datasync.Task, "l");
    const { sourceLocationArn, destinationLocationArn, ...rest } = task.inputs;
    assert.deepEqual(
      [sourceLocationArn, destinationLocationArn],
      [
        cloud.one(AWS.datasync.LocationAzureBlob, "l-container").id,
        cloud.one(AWS.datasync.S3Location, "l-bucket").id,
      ],
    );
    assert.deepEqual(rest, {
      name: NAME,
      cloudwatchLogGroupArn: `arn:aws:logs:eu-west-1:200000000002:log-group:/aws/datasync/${NAME}`,
      schedule: { scheduleExpression: "cron(0 3 * * ? *)" },
      options: {
        verifyMode: "ONLY_FILES_TRANSFERRED",
        transferMode: "CHANGED",
        overwriteMode: "ALWAYS",
        preserveDeletedFiles: "PRESERVE",
        posixPermissions: "NONE",
        uid: "NONE",
        gid: "NONE",
        objectTags: "NONE",
        logLevel: "BASIC",
      },
    });
  });

  it("lets DataSync write the logs of tasks of this account", async () => {
    const { cloud } = await lake();
    assert.deepEqual(cloud.one(AWS.cloudwatch.LogGroup, "l-logs").inputs, {
      name: `/aws/datasync/${NAME}`,
      retentionInDays: 90,
      kmsKeyId: KEY_ARN,
    });
    const policy = cloud.one(AWS.cloudwatch.LogResourcePolicy, "l-logs-policy");
    assert.equal(policy.inputs.policyName, NAME);
    assert.deepEqual(
      json(policy, "policyDocument"),
      document({
        Sid: "TasksOfThisAccount",
        Effect: "Allow",
        Principal: { Service: "datasync.amazonaws.com" },
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `arn:aws:logs:eu-west-1:200000000002:log-group:/aws/datasync/${NAME}:*`,
        Condition: {
          StringEquals: { "aws:SourceAccount": "200000000002" },
          ArnLike: { "aws:SourceArn": "arn:aws:datasync:eu-west-1:200000000002:task/*" },
        },
      }),
    );
    assert.ok(cloud.one(AWS.datasync.Task, "l").dependencies.includes(policy.urn));
  });

  it("raises an alarm when this task fails", async () => {
    const { cloud } = await lake();
    assert.deepEqual(json(cloud.one(AWS.cloudwatch.EventRule, "l-failures-rule"), "eventPattern"), {
      source: ["aws.datasync"],
      "detail-type": ["DataSync Task Execution State Change"],
      resources: [{ prefix: cloud.one(AWS.datasync.Task, "l").id }],
      detail: { State: ["ERROR"] },
    });
  });
});
