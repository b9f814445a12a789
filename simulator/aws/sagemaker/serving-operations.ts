import { z } from "zod";

import { AwsError } from "./aws-error";
import type { JsonObject } from "./json";
import type { ServedVariant, Serving } from "./serving";
import type { Operations } from "./validation";
import { operation } from "./validation";

/** SageMaker's operations on what serves: endpoints are looked at, models of batch runs and transform jobs are made. */
export function servingOperations(serving: Serving): Operations {
  const { place } = serving;
  const arn = (kind: string, name: string): string => place.arn("sagemaker", `${kind}/${name}`);
  return {
    DescribeEndpoint: operation(z.strictObject({ EndpointName: z.string() }), ({ EndpointName }) => {
      const { configName } = serving.endpoint(EndpointName);
      return {
        EndpointName,
        EndpointArn: arn("endpoint", EndpointName),
        EndpointConfigName: configName,
        EndpointStatus: "InService",
        ProductionVariants: serving.config(configName).variants.map(counted),
        CreationTime: place.now(),
        LastModifiedTime: place.now(),
      };
    }),

    DescribeEndpointConfig: operation(
      z.strictObject({ EndpointConfigName: z.string() }),
      ({ EndpointConfigName }) => {
        const { variants, shadowVariants } = serving.config(EndpointConfigName);
        return {
          EndpointConfigName,
          EndpointConfigArn: arn("endpoint-config", EndpointConfigName),
          ProductionVariants: variants,
          ShadowProductionVariants: shadowVariants,
          CreationTime: place.now(),
        };
      },
    ),

    ListEndpointConfigs: operation(
      z.looseObject({ NameContains: z.string().default("") }),
      ({ NameContains }) => ({
        EndpointConfigs: [...serving.configs.keys()]
          .filter((name) => name.includes(NameContains))
          .map((name) => ({ EndpointConfigName: name, EndpointConfigArn: arn("endpoint-config", name) })),
      }),
    ),

    DescribeModel: operation(z.strictObject({ ModelName: z.string() }), ({ ModelName }) => ({
      ...serving.model(ModelName),
      ModelName,
      ModelArn: arn("model", ModelName),
    })),

    CreateModel: operation(z.looseObject({ ModelName: z.string() }), ({ ModelName: name, ...model }) => {
      if (serving.models.has(name)) {
        throw new AwsError(
          "ValidationException",
          `Cannot create already existing model "${arn("model", name)}".`,
        );
      }
      serving.models.set(name, model as JsonObject);
      return { ModelArn: arn("model", name) };
    }),

    CreateTransformJob: operation(
      z.looseObject({ TransformJobName: z.string() }),
      ({ TransformJobName: name, ...job }) => {
        serving.transform(name, job as JsonObject);
        return { TransformJobArn: arn("transform-job", name) };
      },
    ),

    DescribeTransformJob: operation(
      z.strictObject({ TransformJobName: z.string() }),
      ({ TransformJobName: name }) => {
        const job = serving.jobs.get(name);
        if (job === undefined) {
          throw new AwsError("ValidationException", `Could not find requested job with name: ${name}`);
        }
        return { ...job, TransformJobName: name };
      },
    ),
  };
}

/** Application Auto Scaling: nothing is registered where nothing was. */
export function scalingOperations(): Operations {
  return { DescribeScalableTargets: operation(z.looseObject({}), () => ({ ScalableTargets: [] })) };
}

function counted({
  VariantName,
  InstanceType,
  InitialInstanceCount,
}: ServedVariant): Record<string, unknown> {
  return InstanceType === undefined
    ? { VariantName }
    : {
        VariantName,
        CurrentInstanceCount: InitialInstanceCount,
        DesiredInstanceCount: InitialInstanceCount,
      };
}
