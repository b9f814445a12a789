/** Instances with disks of their own: hardware encrypts those, and SageMaker refuses a key for the volume (KmsKeyId). */
const OWN_DISK = /^ml\.([a-z0-9-]*(d|dn|de)|g5|g6[a-z]*|p5[a-z]*|trn[0-9a-z]*)\./;

/** Whether an instance type brings its own encrypted disk, so that its endpoint configuration takes no key. */
export function hasOwnDisk(instanceType: string): boolean {
  return OWN_DISK.test(instanceType);
}

/** Application Auto Scaling does not take burstable instances of the type T2. */
export function cannotScale(instanceType: string): boolean {
  return instanceType.startsWith("ml.t2.");
}

/** Deployment guardrails leave out Inferentia 1: SageMaker shifts its traffic at once and never back. */
export function hasNoGuardrails(instanceType: string): boolean {
  return instanceType.startsWith("ml.inf1.");
}
