import { isOffered } from "../../settings/offered";
import { PARTITIONS } from "../../settings/partitions";
import type { Scope } from "../../settings/scope";

/** Services that a network reaches through routes; these endpoints cost nothing. */
export const GATEWAY_SERVICES = ["s3", "dynamodb"] as const;

/** Services that a network reaches through an interface in each of its subnets. */
export const INTERFACE_SERVICES = [
  "sagemaker.api",
  "sagemaker.runtime",
  "sagemaker.featurestore-runtime",
  "studio",
  "ecr.api",
  "ecr.dkr",
  "logs",
  "monitoring",
  "kms",
  "sts",
  "secretsmanager",
  "events",
  "ssm",
  "glue",
  "kinesis-streams",
] as const;

/** Services that only some networks reach: what they serve is a part that a team can leave out. */
export const OPTIONAL_SERVICES = ["experiments"] as const;

export type GatewayService = (typeof GATEWAY_SERVICES)[number];
/** `experiments` is MLflow. */
export type OptionalService = (typeof OPTIONAL_SERVICES)[number];
export type InterfaceService = (typeof INTERFACE_SERVICES)[number] | OptionalService;
export type EndpointService = GatewayService | InterfaceService;

/** In China the names of these services have a prefix; other interface endpoints and gateways are named as elsewhere. */
const PREFIXED_IN_CHINA: readonly EndpointService[] = [
  "sagemaker.api",
  "sagemaker.runtime",
  "sagemaker.featurestore-runtime",
  "ecr.api",
  "ecr.dkr",
  "monitoring",
  "sts",
  "kinesis-streams",
];

/** Services of SageMaker whose names begin with `aws.sagemaker`. */
const OF_SAGEMAKER: readonly EndpointService[] = ["studio", "experiments"];

/** The interface endpoints of a network in a Region. */
export function interfaceServices(
  { region }: Scope,
  optional: readonly OptionalService[] = [],
): InterfaceService[] {
  return [...INTERFACE_SERVICES, ...optional].filter(
    (service) => service !== "glue" || isOffered("glueEndpoint", region),
  );
}

/** Name by which EC2 knows the endpoint service, such as `com.amazonaws.eu-west-1.kms`. */
export function endpointServiceName({ region, partition }: Scope, service: EndpointService): string {
  if (OF_SAGEMAKER.includes(service)) {
    return `aws.sagemaker.${region}.${service}`;
  }
  const prefix = PREFIXED_IN_CHINA.includes(service) ? PARTITIONS[partition].endpointPrefix : "";
  return `${prefix}com.amazonaws.${region}.${service}`;
}
