import { z } from "zod";

import type { Environment as Stage } from "../program/contract";
import { EXIT, Failure } from "./failure";

/** Environment variables, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Which run this is, and where it acts. */
export interface RunEnvironment {
  readonly team: string;
  readonly region: string;
  readonly accounts: Readonly<Record<Stage | "automation", string>>;
  readonly buildId: string;
  /** Which try of the job this is, from 1. */
  readonly attempt: string;
  /** Page of the run in Azure DevOps. */
  readonly runUrl: string;
  /** Folder of the agent that lasts as long as the job. */
  readonly temporaryFolder: string;
  /** Folder of what the run publishes. */
  readonly stagingFolder: string;
}

const text = z.string().trim().min(1, "must not be empty");
const account = text.regex(/^\d{12}$/, "must be an account id of 12 digits");
const variables = z.object({
  TEAM: text.regex(/^[a-z0-9](-?[a-z0-9])*$/, "must be a name of lower-case letters, digits and hyphens"),
  AWS_REGION: text.regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "must be a region such as eu-west-1"),
  AUTOMATION_ACCOUNT: account,
  STAGING_ACCOUNT: account,
  PRODUCTION_ACCOUNT: account,
  BUILD_BUILDID: text.regex(/^\d+$/, "must be a number"),
  SYSTEM_JOBATTEMPT: text.regex(/^\d+$/, "must be a number"),
  SYSTEM_COLLECTIONURI: z.url("must be a URL"),
  SYSTEM_TEAMPROJECT: text,
  AGENT_TEMPDIRECTORY: text,
  BUILD_ARTIFACTSTAGINGDIRECTORY: text,
});

/**
 * Reads the variables that Azure Pipelines gives each task, and those of the pipeline's definition.
 *
 * @throws Failure that names every variable that is missing or wrong.
 */
export function readRunEnvironment(environment: Environment): RunEnvironment {
  const parsed = variables.safeParse(environment);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => {
      const name = path.join(".");
      const value = environment[name];
      return value === undefined
        ? `${name} is missing`
        : `${name} is ${JSON.stringify(value)}: it ${message}`;
    });
    throw new Failure(
      `the environment is not that of the Model Deploy pipeline:\n${problems.join("\n")}\nTEAM, AWS_REGION, AUTOMATION_ACCOUNT, STAGING_ACCOUNT and PRODUCTION_ACCOUNT are variables of the pipeline's definition, which the landing zone sets; Azure Pipelines sets the others`,
      EXIT.usage,
    );
  }
  const { data } = parsed;
  const project = `${data.SYSTEM_COLLECTIONURI.replace(/\/$/, "")}/${encodeURIComponent(data.SYSTEM_TEAMPROJECT)}`;
  return {
    team: data.TEAM,
    region: data.AWS_REGION,
    accounts: {
      automation: data.AUTOMATION_ACCOUNT,
      staging: data.STAGING_ACCOUNT,
      production: data.PRODUCTION_ACCOUNT,
    },
    buildId: data.BUILD_BUILDID,
    attempt: data.SYSTEM_JOBATTEMPT,
    runUrl: `${project}/_build/results?buildId=${data.BUILD_BUILDID}`,
    temporaryFolder: data.AGENT_TEMPDIRECTORY,
    stagingFolder: data.BUILD_ARTIFACTSTAGINGDIRECTORY,
  };
}
