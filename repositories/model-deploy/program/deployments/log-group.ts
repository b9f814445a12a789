import * as aws from "@pulumi/aws";

import type { Deployment } from "./deployment";

/** The group that SageMaker writes an endpoint's logs to; made before it, or SageMaker makes one without end or key. */
export function endpointLogGroup({ name, contract, options }: Deployment): aws.cloudwatch.LogGroup {
  const group = new aws.cloudwatch.LogGroup(
    "logs",
    {
      name: `/aws/sagemaker/Endpoints/${name}`,
      retentionInDays: contract.logRetentionDays,
      kmsKeyId: contract.kmsKeyArn,
    },
    options,
  );
  if (contract.logDestinationArn !== undefined) {
    new aws.cloudwatch.LogSubscriptionFilter(
      "logs-to-search",
      {
        name: `${name}-to-search`,
        logGroup: group.name,
        destinationArn: contract.logDestinationArn,
        filterPattern: "",
      },
      options,
    );
  }
  return group;
}
