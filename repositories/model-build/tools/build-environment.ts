import { z } from "zod";

import { PROFILES, type Profile } from "../../shared/contract-fields";
import { EXIT, Failure } from "../../shared/failure";
import { readRetraining, type Retraining } from "./retraining";
import { projectUrl, readVariables, variable, type Environment } from "../../shared/variables";

/** Which build this is, and where it runs. */
export interface BuildEnvironment {
  readonly model: string;
  readonly region: string;
  readonly account: string;
  /** Name of the SSM parameter with the build contract. */
  readonly contractName: string;
  readonly buildId: string;
  /** The page of the build in Azure DevOps. */
  readonly buildUrl: string;
  /** The same build as an address without a question mark, as SageMaker's metadata takes it; it answers JSON. */
  readonly buildApiUrl: string;
  readonly commit: string;
  readonly repository: string;
  /** Why the build trains, and on which window of feedback, where an alarm or a person asked for it by these. */
  readonly retraining: Retraining;
  /** Display name of who started the build, or whose push did. */
  readonly requestedFor: string;
  /** Folder of the agent that lasts as long as the job. */
  readonly temporaryFolder: string;
  /** Folder of what the build publishes. */
  readonly stagingFolder: string;
}

const { account, number, region, text, url } = variable;
const variables = z.object({
  MODEL: text,
  AWS_REGION: region,
  AWS_ACCOUNT: account,
  BUILD_CONTRACT: text.regex(/^\//, "must be the name of an SSM parameter, which begins with a slash"),
  BUILD_BUILDID: number,
  BUILD_SOURCEVERSION: text.regex(/^[0-9a-f]{40}$/, "must be a commit id of 40 hexadecimal digits"),
  BUILD_REPOSITORY_URI: url,
  BUILD_REQUESTEDFOR: text,
  SYSTEM_COLLECTIONURI: url,
  SYSTEM_TEAMPROJECT: text,
  AGENT_TEMPDIRECTORY: text,
  BUILD_ARTIFACTSTAGINGDIRECTORY: text,
});

/** Those of the pipeline's definition. */
const DEFINED = ["MODEL", "AWS_REGION", "AWS_ACCOUNT", "BUILD_CONTRACT"];

/** @throws Failure that names every variable that is missing or wrong. */
export function readBuildEnvironment(environment: Environment): BuildEnvironment {
  const data = readVariables(variables, environment, "a Model Build pipeline", DEFINED);
  const project = projectUrl(data);
  return {
    model: data.MODEL,
    region: data.AWS_REGION,
    account: data.AWS_ACCOUNT,
    contractName: data.BUILD_CONTRACT,
    buildId: data.BUILD_BUILDID,
    buildUrl: `${project}/_build/results?buildId=${data.BUILD_BUILDID}`,
    buildApiUrl: `${project}/_apis/build/builds/${data.BUILD_BUILDID}`,
    commit: data.BUILD_SOURCEVERSION,
    repository: withoutUser(data.BUILD_REPOSITORY_URI),
    requestedFor: data.BUILD_REQUESTEDFOR,
    retraining: readRetraining(environment),
    temporaryFolder: data.AGENT_TEMPDIRECTORY,
    stagingFolder: data.BUILD_ARTIFACTSTAGINGDIRECTORY,
  };
}

/**
 * Reads for which profile of config.yaml this pipeline builds, where nothing in AWS can be asked.
 *
 * @throws Failure if the pipeline's definition does not say it.
 */
export function readProfile({ BUILD_PROFILE: profile }: Environment): Profile {
  const known = PROFILES.find((name) => name === profile);
  if (known === undefined) {
    throw new Failure(
      `BUILD_PROFILE is ${profile === undefined ? "missing" : JSON.stringify(profile)}: it must be one of ` +
        `${PROFILES.join(", ")}; it is a variable of the pipeline's definition, which the landing zone sets`,
      EXIT.usage,
    );
  }
  return known;
}

/** Addresses of Azure Repos begin with a user, and could hold a password. */
function withoutUser(address: string): string {
  const url = new URL(address);
  url.username = "";
  url.password = "";
  return url.href;
}
