import { EXIT, Failure } from "../../shared/failure";
import type { Environment } from "../../shared/variables";
import type { RunEnvironment } from "./run-environment";

/** What stands for ARN and version in a run that rolls back. */
export const PREVIOUS = "previous";

/** Who starts runs: a person, or the landing zone because a version was approved. */
const STARTERS = ["person", "approval"] as const;

/** What a run was asked for. */
export interface RunRequest {
  readonly group: string;
  readonly model: string;
  readonly startedBy: (typeof STARTERS)[number];
  /** The version to deploy. */
  readonly wanted: { readonly arn: string; readonly version: number } | typeof PREVIOUS;
}

/**
 * Reads the values that a run was started with: the pipeline's parameters.
 *
 * @throws Failure that names every value that is missing or wrong.
 */
export function readRequest(
  environment: Environment,
  { team, region, accounts }: Pick<RunEnvironment, "accounts" | "region" | "team">,
): RunRequest {
  const [arn, group, version, startedBy] = (
    ["MODEL_PACKAGE_ARN", "MODEL_PACKAGE_GROUP", "MODEL_PACKAGE_VERSION", "STARTED_BY"] as const
  ).map((name) => environment[name]?.trim() ?? "") as [string, string, string, string];
  const starter = STARTERS.find((known) => known === startedBy);
  const isRollBack = arn === PREVIOUS && version === PREVIOUS;
  const problems: string[] = [];
  if (!new RegExp(`^${team}-[a-z0-9]+(-[a-z0-9]+)*$`).test(group)) {
    problems.push(`group ${JSON.stringify(group)} is not one of team ${team}`);
  }
  if (starter === undefined) {
    problems.push(`startedBy is ${JSON.stringify(startedBy)}, but must be one of ${STARTERS.join(", ")}`);
  }
  if (isRollBack && starter === "approval") {
    problems.push(`a roll-back is started by a person: ${PREVIOUS} does not go with startedBy approval`);
  }
  if (!isRollBack) {
    problems.push(...versionProblems(arn, group, version, `${region}:${accounts.automation}`));
  }
  if (problems.length > 0 || starter === undefined) {
    throw new Failure(`the run's values cannot be used:\n${problems.join("\n")}`, EXIT.usage);
  }
  return {
    group,
    model: group.slice(team.length + 1),
    startedBy: starter,
    wanted: isRollBack ? PREVIOUS : { arn, version: Number(version) },
  };
}

function versionProblems(arn: string, group: string, version: string, registry: string): string[] {
  if (arn === PREVIOUS || version === PREVIOUS) {
    return [`to roll back, give ${PREVIOUS} as ARN and as version; only one of them is`];
  }
  const resource = `sagemaker:${registry}:model-package/${group}/${version}`;
  return [
    ...(/^[1-9]\d{0,8}$/.test(version) ? [] : [`version ${JSON.stringify(version)} is not a number`]),
    ...(/^arn:aws[a-z-]*:/.test(arn) && arn.replace(/^arn:[^:]*:/, "") === resource
      ? []
      : [`ARN ${JSON.stringify(arn)} is not that of ${JSON.stringify(resource)}`]),
  ];
}
