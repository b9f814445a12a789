import type { DeploymentTest } from "../../tools/tests/deployment";
import type { FakeAws } from "./fake-aws";
import { CASES_CSV, SETTINGS } from "./samples";

export const ARTIFACTS = "mlops-automation-artifacts";
export const INFERENCE = "mlops-staging-inference";
export const CASES_KEY = "runs/churn/a1b2c3/Evaluate/cases/cases.csv";
export const ARN = "arn:aws:sagemaker:eu-west-1:222222222222:model-package/fraud-churn/7";
export const FUNCTION_ARN = "arn:aws:lambda:eu-west-1:444444444444:function:start-batch-transform";

/** A deployment of version 7 of the model churn, whose cases are there. */
export function deployment(
  aws: FakeAws,
  inference: DeploymentTest["inference"],
  changes: Partial<DeploymentTest> = {},
): DeploymentTest {
  aws.objects.set(`${ARTIFACTS}/${CASES_KEY}`, CASES_CSV);
  return {
    inference,
    endpointName: inference === "batch" ? undefined : "mlops-fraud-staging-churn",
    model: "churn",
    version: { arn: ARN, group: "fraud-churn", version: 7, casesUri: `s3://${ARTIFACTS}/${CASES_KEY}` },
    contract: {
      account: "444444444444",
      region: "eu-west-1",
      inferenceBucketName: INFERENCE,
      automation: {
        account: "222222222222",
        artifactBucketName: ARTIFACTS,
        stateBucketName: "mlops-automation-state",
        stateKeyArn: "arn:aws:kms:eu-west-1:222222222222:key/5ba0d1c6-0a83-4c0c-9c13-0f3a1c5a6a1e",
      },
      batch: {
        functionArn: FUNCTION_ARN,
        schedulerRoleArn: "arn:aws:iam::444444444444:role/batch-scheduler",
        deadLetterQueueArn: "arn:aws:sqs:eu-west-1:444444444444:batch-dead-letters",
      },
    },
    settings: SETTINGS,
    batch: { instanceType: "ml.m5.large", instanceCount: 1, maxPayloadMb: 6 },
    run: "417-1",
    clients: aws.clients,
    wait: () => Promise.resolve(),
    ...changes,
  };
}
