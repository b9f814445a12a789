import * as azuredevops from "@pulumi/azuredevops";
import * as pulumi from "@pulumi/pulumi";

import type { Approval, CheckTarget } from "./checks";
import { checkApprovalArgs, requireApproval, requireMainBranch } from "./checks";

export interface AwsServiceConnectionArgs {
  readonly projectId: pulumi.Input<string>;
  /** Name of the connection. The role's trust policy contains it, so renaming breaks the trust. */
  readonly connectionName: string;
  readonly description: pulumi.Input<string>;
  /** Role that trusts {@link serviceConnectionSubject} of this connection. */
  readonly roleArn: pulumi.Input<string>;
  /**
   * Asks people before each stage that uses the connection, on any branch: for pipelines that need it in pull requests,
   * where nobody has reviewed the code yet. Without it, only runs of the protected main branch may use the connection.
   * @default none
   */
  readonly approval?: Approval;
  /** What must be there first: the AWS Toolkit, which brings this type of connection. */
  readonly after: readonly pulumi.Resource[];
}

/**
 * Service connection to AWS without keys: Azure DevOps proves by OIDC which connection asks.
 *
 * Environments guard only the jobs that name them, and whoever edits a pipeline on a branch can omit them. So the
 * connection has a check of its own.
 */
export class AwsServiceConnection extends pulumi.ComponentResource {
  public readonly connectionId: pulumi.Output<string>;
  public readonly connectionName: pulumi.Output<string>;

  constructor(name: string, args: AwsServiceConnectionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:azuredevops:AwsServiceConnection", name, {}, opts);
    const { projectId, connectionName, approval } = args;
    checkConnectionName(connectionName);
    if (approval) {
      checkApprovalArgs(`service connection ${connectionName}`, approval);
    }
    const connection = new azuredevops.ServiceEndpointAws(
      name,
      {
        projectId,
        serviceEndpointName: connectionName,
        description: args.description,
        useOidc: true,
        roleToAssume: args.roleArn,
        // Distinguishes the connections in CloudTrail.
        roleSessionName: connectionName,
      },
      { parent: this, dependsOn: [...args.after] },
    );
    const target: CheckTarget = {
      projectId,
      targetResourceId: connection.id,
      targetResourceType: "endpoint",
    };
    if (approval) {
      requireApproval(`${name}-approval`, target, approval, { parent: this });
    } else {
      requireMainBranch(`${name}-branch`, target, { parent: this });
    }
    this.connectionId = connection.id;
    this.connectionName = connection.serviceEndpointName;
    this.registerOutputs({ connectionId: this.connectionId, connectionName: this.connectionName });
  }
}

/**
 * Subject that Azure DevOps writes into the tokens of a service connection. AWS compares it exactly, including case.
 *
 * @throws Error if a part is empty or would make the subject ambiguous.
 */
export function serviceConnectionSubject(organization: string, project: string, connection: string): string {
  for (const [part, value] of Object.entries({ organization, project, connection })) {
    if (value === "" || /[/*?]/.test(value)) {
      throw new Error(`${part} of the subject is "${value}": give its name, without "/", "*" and "?"`);
    }
  }
  return `sc://${organization}/${project}/${connection}`;
}

/** The name is also the session's name in AWS, which allows fewer characters. */
function checkConnectionName(connectionName: string): void {
  if (!/^[A-Za-z0-9-]{2,64}$/.test(connectionName)) {
    throw new Error(
      `name of the service connection is "${connectionName}": give 2 to 64 letters, digits and hyphens`,
    );
  }
}
