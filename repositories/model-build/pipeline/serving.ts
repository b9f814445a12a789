import type { Expression } from "./expressions";
import { imagesOf } from "./images";
import type { PipelineInputs } from "./types";

/** Where SageMaker unpacks code/ of a model's archive. */
const SCRIPT = {
  SAGEMAKER_PROGRAM: "inference.py",
  SAGEMAKER_SUBMIT_DIRECTORY: "/opt/ml/model/code",
} as const;

/**
 * Whether the archive holds the file of XGBoost alone, which AWS's image serves without a script: steps/archive.py decides
 * by the same.
 */
function isPlain({ config, columns }: Pick<PipelineInputs, "config" | "columns">): boolean {
  return (
    config.framework === "xgboost" &&
    config.problem !== "multiclass" &&
    columns.features.every(({ kind }) => kind === "number")
  );
}

/** The container that serves the model. */
export function servingContainer(
  inputs: PipelineInputs,
  modelData: Expression,
): {
  readonly Image: string;
  readonly ModelDataUrl: Expression;
  readonly Environment?: Readonly<Record<string, string>>;
} {
  return {
    Image: imagesOf(inputs).serving,
    ModelDataUrl: modelData,
    ...(isPlain(inputs) ? {} : { Environment: SCRIPT }),
  };
}
