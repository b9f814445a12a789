import * as z from "zod";
import { type Environment, parseEnvironment, text } from "../shared/environment";
import { jsonOf } from "../shared/json";

/** Settings of the function, read from its environment variables. */
export interface Settings {
  /** From TEAM and STAGE: the team, and the stage of the account, `staging` or `production`. */
  readonly team: string;
  readonly stage: string;
  /** From REGISTRY: beginning of the ARNs of the registry, `arn:<partition>:sagemaker:<region>:<account>`. */
  readonly registry: string;
  /** From INFERENCE_BUCKET: name of the bucket that jobs read and write. */
  readonly inferenceBucket: string;
  /** From CAPTURE_BUCKET: name of the bucket that takes what is captured. */
  readonly captureBucket: string;
  /** From KMS_KEY_ARN: key of volumes, results and what is captured. */
  readonly keyArn: string;
  /** From KEYLESS_INSTANCES: patterns of the types that take no key for their volumes, separated by commas. */
  readonly keylessInstances: readonly string[];
  /** From ENDPOINT_ROLE_ARN: role that models run with. */
  readonly endpointRoleArn: string;
  /** From SUBNET_IDS and SECURITY_GROUP_IDS, separated by commas: where models run. */
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  /** From TAGS: tags of models and jobs, a JSON object of strings. */
  readonly tags: Readonly<Record<string, string>>;
}

const list = (what: string) =>
  text(what)
    .regex(/^[^,\s]+(,[^,\s]+)*$/, "must be a list separated by commas, without spaces")
    .transform((items) => items.split(","));

const tags = z.record(z.string(), z.string());

const schema = z.object({
  TEAM: text("the team's name"),
  STAGE: text("staging or production"),
  REGISTRY: text("the beginning of the registry's ARNs").regex(
    /^arn:aws[a-z-]*:sagemaker:[a-z0-9-]+:\d{12}$/,
    "must be arn:<partition>:sagemaker:<region>:<account>",
  ),
  INFERENCE_BUCKET: text("the name of the inference bucket"),
  CAPTURE_BUCKET: text("the name of the capture bucket"),
  KMS_KEY_ARN: text("the ARN of the key"),
  KEYLESS_INSTANCES: list("patterns of instance types"),
  ENDPOINT_ROLE_ARN: text("the ARN of the role of models"),
  SUBNET_IDS: list("ids of subnets"),
  SECURITY_GROUP_IDS: list("ids of security groups"),
  TAGS: text("tags in JSON").transform((json, context) => {
    const parsed = tags.safeParse(jsonOf(json));
    if (parsed.success) return parsed.data;
    context.addIssue("must be a JSON object of strings");
    return z.NEVER;
  }),
});

/**
 * Reads the function's settings. Endpoints and the Region of the AWS clients are not among them: the AWS SDK reads
 * AWS_REGION and AWS_ENDPOINT_URL_* itself.
 * @throws Error that names every variable that is missing or wrong.
 */
export function readSettings(environment: Environment): Settings {
  const data = parseEnvironment(schema, environment);
  return {
    team: data.TEAM,
    stage: data.STAGE,
    registry: data.REGISTRY,
    inferenceBucket: data.INFERENCE_BUCKET,
    captureBucket: data.CAPTURE_BUCKET,
    keyArn: data.KMS_KEY_ARN,
    keylessInstances: data.KEYLESS_INSTANCES,
    endpointRoleArn: data.ENDPOINT_ROLE_ARN,
    subnetIds: data.SUBNET_IDS,
    securityGroupIds: data.SECURITY_GROUP_IDS,
    tags: data.TAGS,
  };
}
