import { allow } from "./fixtures";

/** What models of team fraud may do with records, results and logs, besides serving. */
export function inferenceStatementsOf(plane: string, account: string, kmsKeyArn: string): object[] {
  const bucket = `arn:aws:s3:::mlops-fraud-${plane}-inference-${account}`;
  return [
    allow("ReadInferenceInput", "s3:GetObject", [
      `${bucket}/async/*/input/*`,
      `${bucket}/async/*/tests/*`,
      `${bucket}/batch/*/input/*`,
      `${bucket}/batch/*/tests/*`,
    ]),
    allow(
      "WriteInferenceOutput",
      ["s3:AbortMultipartUpload", "s3:PutObject"],
      [
        `${bucket}/async/*/output/*`,
        `${bucket}/async/*/failure/*`,
        `${bucket}/async/*/tests/*`,
        `${bucket}/batch/*/output/*`,
        `${bucket}/batch/*/tests/*`,
      ],
    ),
    allow("ListInferenceInput", "s3:ListBucket", bucket),
    allow("TellResults", "sns:Publish", [
      `arn:aws:sns:eu-west-1:${account}:mlops-fraud-${plane}-*-success`,
      `arn:aws:sns:eu-west-1:${account}:mlops-fraud-${plane}-*-error`,
    ]),
    allow("EncryptVolumes", "kms:CreateGrant", kmsKeyArn, { Bool: { "kms:GrantIsForAWSResource": "true" } }),
    allow(
      "WriteJobLogs",
      ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      `arn:aws:logs:eu-west-1:${account}:log-group:/aws/sagemaker/TransformJobs:*`,
    ),
  ];
}
