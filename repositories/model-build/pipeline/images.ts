import { InvalidInput } from "../../shared/problems";
import type { PipelineInputs } from "./types";

/** Stands for the image that AWS offers for the framework. */
export const OFFERED_IMAGE = "aws";

/** Images of a model, by what runs in them. */
export interface Images {
  /** Preprocess, which knows no framework. */
  readonly data: string;
  /** Training, evaluation and monitors. */
  readonly jobs: string;
  /** The endpoint. */
  readonly serving: string;
}

type ImageInputs = Pick<PipelineInputs, "contract" | "config">;

/** AWS's images by framework; undefined where it has none, or the landing zone does not name it. */
function offered({ contract, config }: ImageInputs): Images | undefined {
  const { xgboost, pytorchTraining, pytorchInference } = contract.images;
  switch (config.framework) {
    // The image of XGBoost has the newest scikit-learn that AWS offers.
    case "xgboost":
    case "sklearn":
      return { data: xgboost, jobs: xgboost, serving: xgboost };
    case "pytorch":
      return pytorchTraining === undefined || pytorchInference === undefined
        ? undefined
        : { data: xgboost, jobs: pytorchTraining, serving: pytorchInference };
    default:
      return undefined;
  }
}

/** Whether an image is of the model's own repository, which this repository pushes to. */
export function isOwnImage({ contract, config }: ImageInputs): boolean {
  return [":", "@"].some((mark) => config.image.startsWith(contract.imageRepositoryUri + mark));
}

/** Whether an image is one that a lead has approved. Its tags are immutable, and builds have others. */
function isApproved({ contract, config }: ImageInputs): boolean {
  const { approvedImagesUri: approved } = contract;
  return (
    approved !== undefined &&
    config.image.startsWith(`${approved}/`) &&
    /^[a-z0-9._-]+:approved-[\w.-]+$/.test(config.image.slice(approved.length + 1))
  );
}

/** Images come from AWS, from the model's own repository or from a lead's approval: any other has not been scanned. */
export function imageProblems(inputs: ImageInputs): string[] {
  const { contract, config } = inputs;
  if (config.image === OFFERED_IMAGE) {
    return offered(inputs) === undefined
      ? [
          `image is ${OFFERED_IMAGE}, but the landing zone names no image of AWS for ${config.framework} in ` +
            `${contract.region}; give an image of this model's repository`,
        ]
      : [];
  }
  if (isOwnImage(inputs) || isApproved(inputs)) {
    return [];
  }
  const approved = contract.approvedImagesUri;
  return [
    `image is "${config.image}", but must be ${OFFERED_IMAGE}, an image of this model's repository, such as ` +
      `${contract.imageRepositoryUri}:4f2a1c0` +
      (approved === undefined ? "" : `, or an approved one, such as ${approved}/<name>:approved-20260131.1`),
  ];
}

/**
 * The images of the model.
 *
 * @throws InvalidInput if config.yaml names an image of somebody else, or AWS has none.
 */
export function imagesOf(inputs: ImageInputs): Images {
  const { image } = inputs.config;
  const images = image === OFFERED_IMAGE ? offered(inputs) : { data: image, jobs: image, serving: image };
  const problems = imageProblems(inputs);
  if (problems.length > 0 || images === undefined) {
    throw new InvalidInput("config.yaml", problems);
  }
  return images;
}

/**
 * Whether SageMaker takes the training image for its built-in XGBoost, whatever runs in it: nobody may define metrics of
 * those anew (aws/sagemaker-xgboost-container, issue 121).
 */
export function isBuiltIn({ contract }: ImageInputs, image: string): boolean {
  return image === contract.images.xgboost;
}
