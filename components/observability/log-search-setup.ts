import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { FUNCTIONS } from "../../settings/names";
import type { PrivateFunctionPlace } from "../events/private-function";
import { PrivateFunction, privateFunctionRole } from "../events/private-function";
import type { ServiceRole } from "../identity/service-role";
import { MASTER_ACTIONS, searchArn } from "./search-domain";
import type { SearchDomain } from "./search-domain";

export interface LogSearchSetupRoleArgs extends Omit<PrivateFunctionPlace, "purpose"> {
  readonly permissionsBoundaryArn: pulumi.Input<string>;
}

export interface LogSearchSetupArgs extends Omit<PrivateFunctionPlace, "purpose"> {
  readonly code: pulumi.asset.Archive;
  /** Role of {@link logSearchSetupRole}, which is the master user of the domain. */
  readonly roleArn: pulumi.Input<string>;
  readonly domain: Pick<SearchDomain, "url" | "domainId">;
  /** Role that may write logs. */
  readonly writerRoleArn: string;
  /** Roles that may search. */
  readonly readerRoleArns: readonly string[];
  /** Days that logs can be searched. */
  readonly searchableDays: number;
  /** Copies of each shard beside the first. */
  readonly replicas: number;
  readonly logRetentionDays: number;
}

const DESCRIPTION = "Sets up roles, mappings and retention inside of the OpenSearch domain of ML logs";

/**
 * What only an API call to the domain can set up: who may do what inside, how fields are indexed, when indices are
 * deleted, and that access is audited. A function does it, in the course of the deployment, and again when one of
 * these, the function itself or the domain changes. If it fails, so does the deployment.
 */
export class LogSearchSetup extends pulumi.ComponentResource {
  /** Done once all is set up. */
  public readonly done: pulumi.Resource;

  constructor(name: string, args: LogSearchSetupArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:observability:LogSearchSetup", name, {}, opts);
    const setup = new PrivateFunction(
      name,
      {
        ...args,
        purpose: FUNCTIONS.prepareLogSearch,
        description: DESCRIPTION,
        environment: { OPENSEARCH_URL: args.domain.url },
        timeoutSeconds: 300,
      },
      { parent: this },
    );
    this.done = new aws.lambda.Invocation(
      `${name}-run`,
      {
        functionName: setup.functionName,
        input: pulumi.jsonStringify({
          writers: [args.writerRoleArn],
          readers: [...args.readerRoleArns].sort(),
          searchableDays: args.searchableDays,
          replicas: args.replicas,
        }),
        triggers: { code: setup.codeDigest, domain: args.domain.domainId },
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

/** Role of the function; the domain needs it, so that it is made before the domain. */
export function logSearchSetupRole(
  name: string,
  args: LogSearchSetupRoleArgs,
  opts: pulumi.ComponentResourceOptions,
): ServiceRole {
  return privateFunctionRole(
    name,
    {
      ...args,
      purpose: FUNCTIONS.prepareLogSearch,
      description: DESCRIPTION,
      statements: [{ sid: "ManageAccess", actions: MASTER_ACTIONS, resources: [searchArn(args.scope)] }],
    },
    opts,
  );
}
