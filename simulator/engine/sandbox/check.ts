/** Something that the sandbox promises and did not see. */
export class BrokenPromise extends Error {}

/** @throws BrokenPromise unless the condition holds. */
export function expect(condition: boolean, otherwise: string): asserts condition {
  if (!condition) {
    throw new BrokenPromise(otherwise);
  }
}
