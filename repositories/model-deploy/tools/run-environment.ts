import { z } from "zod";

import { projectUrl, readVariables, variable, type Environment } from "../../shared/variables";
import type { Stage } from "../program/contract-schema";

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

const { account, number, region, text, url } = variable;
const variables = z.object({
  TEAM: text.regex(/^[a-z0-9](-?[a-z0-9])*$/, "must be a name of lower-case letters, digits and hyphens"),
  AWS_REGION: region,
  AUTOMATION_ACCOUNT: account,
  STAGING_ACCOUNT: account,
  PRODUCTION_ACCOUNT: account,
  BUILD_BUILDID: number,
  SYSTEM_JOBATTEMPT: number,
  SYSTEM_COLLECTIONURI: url,
  SYSTEM_TEAMPROJECT: text,
  AGENT_TEMPDIRECTORY: text,
  BUILD_ARTIFACTSTAGINGDIRECTORY: text,
});

/** Those of the pipeline's definition. */
const DEFINED = ["TEAM", "AWS_REGION", "AUTOMATION_ACCOUNT", "STAGING_ACCOUNT", "PRODUCTION_ACCOUNT"];

/** @throws Failure that names every variable that is missing or wrong. */
export function readRunEnvironment(environment: Environment): RunEnvironment {
  const data = readVariables(variables, environment, "the Model Deploy pipeline", DEFINED);
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
    runUrl: `${projectUrl(data)}/_build/results?buildId=${data.BUILD_BUILDID}`,
    temporaryFolder: data.AGENT_TEMPDIRECTORY,
    stagingFolder: data.BUILD_ARTIFACTSTAGINGDIRECTORY,
  };
}
