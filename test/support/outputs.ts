import * as pulumi from "@pulumi/pulumi";

/** What every Output has and the typings of the SDK leave out. */
interface Settling<T> {
  /** Rejects if the resource that the output belongs to, or an apply before it, has failed. */
  promise(): Promise<T>;
  readonly isKnown: Promise<boolean>;
}

const settling = <T>(output: pulumi.Output<T>): Settling<T> => output as unknown as Settling<T>;

/**
 * The value of an output, for assertions outside `apply`: an assertion inside is lost when it fails.
 *
 * @throws Error if the value is not known, as computed outputs are in a preview.
 */
export async function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  const value = await settling(output).promise();
  if (!(await isKnown(output))) {
    throw new Error("the value is not known in this preview: assert isKnown instead");
  }
  return value;
}

export function isKnown(output: pulumi.Output<unknown>): Promise<boolean> {
  return settling(output).isKnown;
}

export function isSecret(output: pulumi.Output<unknown>): Promise<boolean> {
  return pulumi.isSecret(output);
}
