import { z } from "zod";

import { InvalidInput, keyOf, schemaProblems, shown } from "./problems";

/** Form of a contract that the landing zone writes. */
export interface ContractForm<T> {
  /** Such as `the build contract`, for messages. */
  readonly name: string;
  /** Version that this repository reads. */
  readonly version: number;
  readonly schema: z.ZodType<T>;
}

/**
 * Reads a contract from the text of its SSM parameter.
 *
 * Keys that are not known are passed over, so that the landing zone may add some without a new version.
 *
 * @throws InvalidInput that names every key that is missing or wrong; of another version, only the version.
 */
export function parseContract<T>(json: string, form: ContractForm<T>): T {
  return checkContract(readJson(json, form.name), form);
}

/** As {@link parseContract}, of a contract that is an object already. */
export function checkContract<T>(input: unknown, { name, version, schema }: ContractForm<T>): T {
  const actual = z.object({ version: z.unknown() }).safeParse(input).data?.version;
  if (actual !== version) {
    throw new InvalidInput(name, [
      `version is ${actual === undefined ? "missing" : shown(actual)}, but this repository reads version ` +
        `${version}; take over the newer content of this repository's template, or let the platform team ` +
        "update the landing zone",
    ]);
  }
  const parsed = schema.safeParse(input);
  if (!parsed.success) {
    const problems = schemaProblems(parsed.error.issues, input);
    throw new InvalidInput(
      name,
      problems.map((problem) => `${keyOf(problem.path)} ${problem.text}`),
    );
  }
  return parsed.data;
}

function readJson(json: string, name: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InvalidInput(name, [`it is not JSON: ${reason}`]);
  }
}
