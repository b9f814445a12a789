import type { DeploymentTest } from "../../../repositories/model-deploy/tools/tests/deployment";

/** Bucket of the artifacts, with the recorded cases. */
export const BUCKET = "mlops-automation-artifacts";

/** Those that moto has unless it is told others. */
const ACCOUNT = "123456789012";
export const REGION = "us-east-1";

/** The version that is deployed. */
export const ARN = `arn:aws:sagemaker:${REGION}:${ACCOUNT}:model-package/credit-mortgage/7`;

/** What the tests read of the deployment contract. */
export const CONTRACT: DeploymentTest["contract"] = {
  account: "444444444444",
  region: REGION,
  inferenceBucketName: "mlops-staging-inference",
  automation: {
    account: ACCOUNT,
    artifactBucketName: BUCKET,
    stateBucketName: "mlops-automation-state",
    stateKeyArn: `arn:aws:kms:${REGION}:${ACCOUNT}:key/5ba0d1c6-0a83-4c0c-9c13-0f3a1c5a6a1e`,
  },
  batch: {
    functionArn: `arn:aws:lambda:${REGION}:444444444444:function:start-batch-transform`,
    schedulerRoleArn: "arn:aws:iam::444444444444:role/batch-scheduler",
    deadLetterQueueArn: `arn:aws:sqs:${REGION}:444444444444:batch-dead-letters`,
  },
};
