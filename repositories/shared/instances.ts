/**
 * Instances with disks of their own: hardware encrypts those, and SageMaker refuses a key for the volume (API reference
 * of ResourceConfig, ProcessingClusterConfig and CreateEndpointConfig).
 */
const OWN_DISK = /^ml\.([a-z0-9-]*(d|dn|de)|g5|g6[a-z]*|p5[a-z]*|trn[0-9a-z]*)\./;

/** Whether an instance type brings its own encrypted disk, so that a job or an endpoint on it takes no key for its volume. */
export function hasOwnDisk(instanceType: string): boolean {
  return OWN_DISK.test(instanceType);
}
