import { z } from "zod";

import { field, ids, text } from "../../shared/contract-fields";

/** Form of the contract; a reader refuses any other. */
export const CONTRACT_VERSION = 1;

const image = text(
  "the URI of an image in Amazon ECR",
  /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/\S+$/,
);
const name = text(
  "a name of letters, digits and single hyphens, of at most 63 characters",
  /^(?=.{1,63}$)[a-zA-Z0-9](-?[a-zA-Z0-9])*$/,
);

/** What the landing zone tells the Model Build pipeline of one model: where, as whom and with which key jobs run. */
export const contractSchema = z.object(
  {
    version: z.literal(CONTRACT_VERSION),
    team: name,
    model: name,
    profile: field.profile,
    account: field.accountId,
    region: field.region,
    pipelineName: name,
    modelPackageGroupName: name,
    /** Address of the model's own images. */
    imageRepositoryUri: image,
    /** Role of the SageMaker pipeline. */
    pipelineRoleArn: field.roleArn,
    /** Roles of the jobs that it starts. */
    processingRoleArn: field.roleArn,
    trainingRoleArn: field.roleArn,
    /** Role of Clarify's jobs, and of the model that they ask. */
    clarifyRoleArn: field.roleArn,
    /** Bucket of code, models and reports. */
    artifactBucketName: field.bucketName,
    /** Bucket of the training data; the processing role reads `curated/`. */
    dataBucketName: field.bucketName,
    kmsKeyArn: field.kmsKeyArn,
    subnetIds: ids("subnet"),
    securityGroupIds: ids("sg"),
    images: z.object(
      {
        xgboost: image,
        /** @default SageMaker does not offer Model Monitor in the Region */
        modelMonitor: image.optional(),
        /** @default SageMaker does not offer Clarify in the Region */
        clarify: image.optional(),
      },
      "the URIs of AWS's images",
    ),
    /** Tags of what the pipeline makes. */
    tags: z.object(
      {
        Project: field.tagValue,
        Team: field.tagValue,
        Environment: field.tagValue,
        Owner: field.tagValue,
        CostCenter: field.tagValue,
      },
      "the tags of what the pipeline makes",
    ),
  },
  "a JSON object",
);

export type Contract = Readonly<z.output<typeof contractSchema>>;

/** What the landing zone writes. */
export type ContractInput = z.input<typeof contractSchema>;
