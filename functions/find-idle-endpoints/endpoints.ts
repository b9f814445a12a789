import {
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  type DescribeEndpointCommandOutput,
  paginateListEndpoints,
  type SageMakerClient,
} from "@aws-sdk/client-sagemaker";

/** What runs behind a variant of an endpoint. */
export interface Capacity {
  readonly variant: string;
  /** Undefined: serverless. */
  readonly instanceType: string | undefined;
  readonly instances: number;
  /** Of a serverless variant; paid for whether or not anybody asks. */
  readonly provisionedConcurrency: number;
}

export interface Endpoint {
  readonly name: string;
  readonly createdAt: Date;
  readonly asynchronous: boolean;
  /** Variants that cost something while nobody asks; none: nothing does. */
  readonly capacity: readonly Capacity[];
}

/** Endpoints that are in service and whose names begin with a prefix. */
export async function* endpointsInService(
  sageMaker: SageMakerClient,
  prefix: string,
): AsyncGenerator<Endpoint> {
  const pages = paginateListEndpoints(
    { client: sageMaker, pageSize: 100 },
    { NameContains: prefix, StatusEquals: "InService", SortBy: "Name", SortOrder: "Ascending" },
  );
  for await (const { Endpoints = [] } of pages) {
    for (const { EndpointName: name = "" } of Endpoints) {
      if (name.startsWith(prefix)) {
        yield await describe(sageMaker, name);
      }
    }
  }
}

async function describe(sageMaker: SageMakerClient, name: string): Promise<Endpoint> {
  const endpoint = await sageMaker.send(new DescribeEndpointCommand({ EndpointName: name }));
  const types = await instanceTypes(sageMaker, endpoint);
  const variants = [...(endpoint.ProductionVariants ?? []), ...(endpoint.ShadowProductionVariants ?? [])];
  return {
    name,
    createdAt: endpoint.CreationTime ?? new Date(0),
    asynchronous: endpoint.AsyncInferenceConfig !== undefined,
    capacity: variants
      .map(({ VariantName: variant = "", CurrentInstanceCount, CurrentServerlessConfig }) => ({
        variant,
        instanceType: types.get(variant),
        instances: CurrentInstanceCount ?? 0,
        provisionedConcurrency: CurrentServerlessConfig?.ProvisionedConcurrency ?? 0,
      }))
      .filter(({ instances, provisionedConcurrency }) => instances + provisionedConcurrency > 0),
  };
}

/** Types of instances are in the configuration only. */
async function instanceTypes(
  sageMaker: SageMakerClient,
  { EndpointConfigName }: DescribeEndpointCommandOutput,
): Promise<ReadonlyMap<string, string>> {
  const { ProductionVariants = [], ShadowProductionVariants = [] } = await sageMaker.send(
    new DescribeEndpointConfigCommand({ EndpointConfigName }),
  );
  return new Map(
    [...ProductionVariants, ...ShadowProductionVariants].flatMap(({ VariantName = "", InstanceType }) =>
      InstanceType === undefined ? [] : [[VariantName, InstanceType] as const],
    ),
  );
}
