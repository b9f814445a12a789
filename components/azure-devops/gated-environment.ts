import * as azuredevops from "@pulumi/azuredevops";
import * as pulumi from "@pulumi/pulumi";

import type { Approval, CheckTarget } from "./checks";
import { checkApprovalArgs, requireApproval, requireMainBranch } from "./checks";

export interface GatedEnvironmentArgs {
  readonly projectId: pulumi.Input<string>;
  /** Name that the pipelines write; Azure DevOps creates an unguarded environment for any other. */
  readonly environmentName: string;
  readonly description: pulumi.Input<string>;
  /**
   * `exclusive`: one run at a time, whichever pipeline it is of; the others wait, and by default Azure DevOps cancels all
   * of them except the latest. `none`: runs do not wait for each other, for pipelines that share only the history.
   */
  readonly lock: "exclusive" | "none";
  /** Who has to agree to each deployment. @default none - deployments start by themselves */
  readonly approval?: Approval;
}

/** Environment for runs of the protected main branch; where asked for, one at a time and after approval. */
export class GatedEnvironment extends pulumi.ComponentResource {
  public readonly environmentId: pulumi.Output<string>;
  public readonly environmentName: pulumi.Output<string>;

  constructor(name: string, args: GatedEnvironmentArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:azuredevops:GatedEnvironment", name, {}, opts);
    const { projectId, approval } = args;
    if (approval) {
      checkApprovalArgs(`environment ${args.environmentName}`, approval);
    }
    const environment = new azuredevops.Environment(
      name,
      { projectId, name: args.environmentName, description: args.description },
      { parent: this },
    );
    const target: CheckTarget = {
      projectId,
      targetResourceId: environment.id,
      targetResourceType: "environment",
    };
    requireMainBranch(`${name}-branch`, target, { parent: this });
    if (args.lock === "exclusive") {
      new azuredevops.CheckExclusiveLock(`${name}-lock`, target, { parent: this });
    }
    if (approval) {
      requireApproval(`${name}-approval`, target, approval, { parent: this });
    }
    this.environmentId = environment.id;
    this.environmentName = environment.name;
    this.registerOutputs({ environmentId: this.environmentId, environmentName: this.environmentName });
  }
}
