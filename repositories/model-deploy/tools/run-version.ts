import { z } from "zod";

import { EXIT, Failure } from "../../shared/failure";
import type { Environment } from "../../shared/variables";
import type { Contract } from "../program/contract-schema";
import { versionOf, type ModelVersion } from "../program/version";

/** What stage Resolve found, for the stages after it. */
export interface RunVersion {
  /** Whether the run takes production back to a version that served before. */
  readonly isRollBack: boolean;
  readonly version: ModelVersion;
}

const schema = z.strictObject({ format: z.literal(1), isRollBack: z.boolean(), version: z.unknown() });

/** One line, for an output variable of the pipeline and for version.json. */
export function writeRunVersion({ isRollBack, version }: RunVersion): string {
  return JSON.stringify({ format: 1, isRollBack, version });
}

/**
 * Reads what stage Resolve found from the variable VERSION.
 *
 * @param contract - The version has to be of its team and registry.
 * @throws Failure or InvalidInput if it is not what `resolve` writes, or if it is another group's version.
 */
export function readRunVersion(
  { VERSION: text }: Environment,
  group: string,
  contract: Contract,
): RunVersion {
  const parsed = schema.safeParse(json(text ?? ""));
  if (!parsed.success) {
    throw new Failure(
      `VERSION is ${text === undefined ? "missing" : JSON.stringify(text)}, not what the stage Resolve found: run that stage again`,
      EXIT.usage,
    );
  }
  const { isRollBack, version } = parsed.data;
  const model = group.slice(contract.team.length + 1);
  return { isRollBack, version: versionOf(version, contract, model) };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
