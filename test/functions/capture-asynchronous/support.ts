import type { Settings } from "../../../functions/capture-asynchronous/environment";

export const SETTINGS: Settings = {
  captureBucket: "capture",
  inferenceBucket: "inference",
  endpointPrefix: "mlops-fraud-production-",
  models: ["churn", "churn-eu"],
};

const FOLDER = "s3://inference/async/churn";

/** What SageMaker tells the topic of success, with changes. */
export const answered = (
  changes: Readonly<Record<string, unknown>> = {},
  request: Readonly<Record<string, unknown>> = {},
  response: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> => ({
  awsRegion: "eu-west-1",
  eventTime: "2026-11-30T23:59:59.608Z",
  receivedTime: "2026-11-30T22:46:00.455Z",
  invocationStatus: "Completed",
  requestParameters: {
    contentType: "text/csv",
    endpointName: "mlops-fraud-production-churn",
    inputLocation: `${FOLDER}/input/a/payload`,
    ...request,
  },
  responseParameters: {
    contentType: "text/csv; charset=utf-8",
    outputLocation: `${FOLDER}/output/7/5f0c.out`,
    ...response,
  },
  inferenceId: "4f0a8c53-1a67-4b9e-a3dc-6c5b4a3f2e1d",
  eventVersion: "1.0",
  eventSource: "aws:sagemaker",
  eventName: "InferenceResult",
  ...changes,
});
