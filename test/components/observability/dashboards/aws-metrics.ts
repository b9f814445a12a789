/** Metrics of AWS with the dimensions that they come with, and where AWS says so. */
interface Emitted {
  readonly source: string;
  /** Names of dimensions, in order, to names of metrics. */
  readonly metrics: Readonly<Record<string, readonly string[]>>;
}

const DG = "https://docs.aws.amazon.com/sagemaker/latest/dg";

export const AWS_METRICS: Readonly<Record<string, readonly Emitted[]>> = {
  "AWS/SageMaker": [
    {
      source: `${DG}/monitoring-cloudwatch.html#cloudwatch-metrics-endpoint-invocation`,
      metrics: {
        "EndpointName,VariantName": [
          "Invocation4XXErrors",
          "Invocation5XXErrors",
          "InvocationModelErrors",
          "Invocations",
          "ModelLatency",
          "OverheadLatency",
        ],
      },
    },
    {
      source: `${DG}/async-inference-monitor.html`,
      metrics: {
        EndpointName: ["ApproximateAgeOfOldestRequest", "ApproximateBacklogSize"],
        "EndpointName,VariantName": ["InvocationFailures", "InvocationsProcessed"],
      },
    },
  ],
  "/aws/sagemaker/Endpoints": [
    {
      source: `${DG}/monitoring-cloudwatch.html#cloudwatch-metrics-jobs`,
      metrics: { "EndpointName,VariantName": ["CPUUtilization", "MemoryUtilization"] },
    },
  ],
  "AWS/Sagemaker/ModelBuildingPipeline": [
    {
      source: `${DG}/monitoring-cloudwatch.html#cloudwatch-metrics-pipelines`,
      metrics: { PipelineName: ["ExecutionFailed", "ExecutionStarted", "ExecutionSucceeded"] },
    },
  ],
  "AWS/SQS": [
    {
      source:
        "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html",
      metrics: { QueueName: ["ApproximateAgeOfOldestMessage", "ApproximateNumberOfMessagesVisible"] },
    },
  ],
  "AWS/Lambda": [
    {
      source: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html",
      metrics: { FunctionName: ["Duration", "Errors", "Throttles"] },
    },
  ],
  "AWS/ApiGateway": [
    {
      source:
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html",
      metrics: { "ApiName,Stage": ["5XXError", "Count", "Latency"] },
    },
  ],
};
