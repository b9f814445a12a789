import * as azuredevops from "@pulumi/azuredevops";
import * as pulumi from "@pulumi/pulumi";

import { PIPELINE_PERMISSIONS, whole } from "./whole-permissions";

export interface DeployTriggerIdentityArgs {
  readonly projectId: pulumi.Input<string>;
  /** Object id of the enterprise application: neither the client id nor that of the app registration. */
  readonly objectId: string;
  /** The Model Deploy pipeline. */
  readonly pipelineId: pulumi.Input<number>;
  /** Model Build pipelines that it starts, too, by model. @default none */
  readonly buildPipelineIds?: Readonly<Record<string, pulumi.Input<number>>>;
}

/**
 * The Entra application that starts the Model Deploy pipeline and, where models are retrained, their Model Build pipelines.
 * It may see and start these pipelines, and nothing else.
 */
export class DeployTriggerIdentity extends pulumi.ComponentResource {
  public readonly descriptor: pulumi.Output<string>;

  constructor(name: string, args: DeployTriggerIdentityArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:azuredevops:DeployTriggerIdentity", name, {}, opts);
    checkObjectId(args.objectId);
    const principal = new azuredevops.ServicePrincipalEntitlement(
      name,
      { originId: args.objectId, origin: "aad", accountLicenseType: "express" },
      // The application may have been in the organization before. What license it has is the organization's affair.
      { parent: this, retainOnDelete: true, ignoreChanges: ["accountLicenseType", "licensingSource"] },
    );
    this.permitToQueue(name, args, principal);
    this.descriptor = principal.descriptor;
    this.registerOutputs({ descriptor: this.descriptor });
  }

  /** Permissions on pipelines are given to groups only. */
  private permitToQueue(
    name: string,
    { projectId, pipelineId, buildPipelineIds = {} }: DeployTriggerIdentityArgs,
    principal: azuredevops.ServicePrincipalEntitlement,
  ): void {
    const group = new azuredevops.Group(
      `${name}-group`,
      {
        scope: projectId,
        displayName: "Deployment triggers",
        description: "Start the Model Deploy pipeline when a model version is approved.",
      },
      { parent: this },
    );
    new azuredevops.GroupMembership(
      `${name}-membership`,
      { group: group.descriptor, members: [principal.descriptor], mode: "add" },
      { parent: this },
    );
    const pipelines = [
      [`${name}-permissions`, pipelineId] as const,
      ...Object.entries(buildPipelineIds).map(([model, id]) => [`${name}-${model}-permissions`, id] as const),
    ];
    for (const [resourceName, id] of pipelines) {
      new azuredevops.BuildDefinitionPermissions(
        resourceName,
        {
          projectId,
          buildDefinitionId: pulumi.output(id).apply(String),
          principal: group.descriptor,
          permissions: whole(PIPELINE_PERMISSIONS, {
            ViewBuilds: "Allow",
            ViewBuildDefinition: "Allow",
            QueueBuilds: "Allow",
          }),
          replace: true,
        },
        { parent: this },
      );
    }
  }
}

function checkObjectId(objectId: string): void {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(objectId)) {
    throw new Error(
      `object id of the deploy trigger is "${objectId}": copy the object id of the enterprise application, a GUID`,
    );
  }
}
