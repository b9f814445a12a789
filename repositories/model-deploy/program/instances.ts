/** Application Auto Scaling does not take burstable instances of the type T2. */
export function cannotScale(instanceType: string): boolean {
  return instanceType.startsWith("ml.t2.");
}

/** Deployment guardrails leave out Inferentia 1: SageMaker shifts its traffic at once and never back. */
export function hasNoGuardrails(instanceType: string): boolean {
  return instanceType.startsWith("ml.inf1.");
}
