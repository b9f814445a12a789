import { SageMakerServiceException } from "@aws-sdk/client-sagemaker";

/** @returns the answer, or undefined where SageMaker says that there is no such thing. */
export async function ifFound<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Of most things SageMaker says by a validation error that they are not there. */
function isMissing(error: unknown): boolean {
  if (!(error instanceof SageMakerServiceException)) return false;
  const { name, message } = error;
  return (
    name === "ResourceNotFound" ||
    (name === "ValidationException" && /(could not find|not found|does not exist)/i.test(message))
  );
}
