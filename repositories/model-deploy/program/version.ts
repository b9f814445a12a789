import { z } from "zod";

import { InvalidInput, keyOf, schemaProblems } from "../../shared/problems";
import type { Contract } from "./contract-schema";

const text = (allowed: string, pattern = /./) => z.string(allowed).regex(pattern, allowed);

const versionSchema = z.strictObject(
  {
    arn: text(
      "the ARN of a model package",
      /^arn:aws[a-z-]*:sagemaker:[a-z0-9-]+:\d{12}:model-package\/[a-z0-9-]+\/\d+$/,
    ),
    group: text("the name of a model package group", /^[a-z0-9](-?[a-z0-9])*$/),
    version: z.int("a whole number from 1").min(1, "a whole number from 1"),
    image: text(
      "the URI of an image in Amazon ECR",
      /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/\S+$/,
    ),
    modelDataUrl: text("the S3 URI of an archive such as s3://bucket/model.tar.gz", /^s3:\/\/[^/]+\/.+$/),
    contentType: z.literal("text/csv", '"text/csv"'),
    /** Environment variables of the container. @default none */
    environment: z.record(z.string(), z.string(), "a mapping of names to text").optional(),
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? "use arn, group, version, image, modelDataUrl, contentType and environment"
        : "a mapping with the keys arn, group, version, image, modelDataUrl, contentType, and maybe environment",
  },
);

/** A version of a model: what the registry says of it. */
export type ModelVersion = Readonly<z.output<typeof versionSchema>>;

/**
 * Takes the version that the stack's configuration holds, and holds it against contract and model.
 *
 * @throws InvalidInput that names every problem.
 */
export function versionOf(input: unknown, contract: Contract, model: string): ModelVersion {
  const parsed = versionSchema.safeParse(input);
  if (!parsed.success) {
    throw new InvalidInput(
      "the model version",
      schemaProblems(parsed.error.issues, input).map(({ path, text }) => `${keyOf(path)} ${text}`),
    );
  }
  const version = parsed.data;
  const group = `${contract.team}-${model}`;
  const place = `sagemaker:${contract.region}:${contract.automation.account}`;
  const ending = `:${place}:model-package/${version.group}/${version.version}`;
  const problems = [
    ...(version.group === group ? [] : [`group is ${version.group}, but that of model ${model} is ${group}`]),
    ...(version.arn.endsWith(ending)
      ? []
      : [
          `arn is ${version.arn}, but has to end with ${ending}: registry, group and version of this deployment`,
        ]),
  ];
  if (problems.length > 0) {
    throw new InvalidInput("the model version", problems);
  }
  return version;
}

/** ARN of another version of the same model. */
export function siblingArn({ arn }: ModelVersion, version: number): string {
  return arn.replace(/\d+$/, String(version));
}
