import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities";

export interface ServiceEndpointAwsArgs {
  /** Half of a long-lived key: prefer `useOidc`. */
  readonly accessKeyId?: pulumi.Input<string>;
  readonly description?: pulumi.Input<string>;
  /** Sent with AssumeRole; not in use with OIDC. */
  readonly externalId?: pulumi.Input<string>;
  readonly projectId: pulumi.Input<string>;
  /** Left out, the toolkit chooses `aws-vsts-tools`. */
  readonly roleSessionName?: pulumi.Input<string>;
  /** ARN of the role. */
  readonly roleToAssume?: pulumi.Input<string>;
  /** Half of a long-lived key: prefer `useOidc`. */
  readonly secretAccessKey?: pulumi.Input<string>;
  /** What pipelines refer to, and part of the subject that the role trusts. */
  readonly serviceEndpointName: pulumi.Input<string>;
  /** Third part of a temporary key. */
  readonly sessionToken?: pulumi.Input<string>;
  /**
   * Exchange the job's token for credentials of `roleToAssume`.
   * @default false
   */
  readonly useOidc?: pulumi.Input<boolean>;
}

export interface ServiceEndpointAwsState extends Partial<ServiceEndpointAwsArgs> {
  /** Authorization scheme and parameters, as the service reports them. */
  readonly authorization?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

const properties: utilities.Properties<ServiceEndpointAwsArgs, ServiceEndpointAwsState> = {
  accessKeyId: "optional",
  authorization: "output",
  description: "optional",
  externalId: "optional",
  projectId: "required",
  roleSessionName: "optional",
  roleToAssume: "optional",
  secretAccessKey: "secret",
  serviceEndpointName: "required",
  sessionToken: "secret",
  useOidc: "optional",
};

/**
 * Service connection of the AWS Toolkit extension. With `useOidc` and `roleToAssume` it holds no secret;
 * access keys win over OIDC where both are given. The role trusts the names of organization, project and
 * connection: a rename breaks it.
 *
 * Replaced on a change of `projectId`.
 */
export class ServiceEndpointAws extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType = "azuredevops:index/serviceEndpointAws:ServiceEndpointAws";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: ServiceEndpointAwsState,
    opts?: pulumi.CustomResourceOptions,
  ): ServiceEndpointAws {
    return new ServiceEndpointAws(name, state as ServiceEndpointAwsArgs, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is ServiceEndpointAws {
    return utilities.isInstance(value, ServiceEndpointAws.__pulumiType);
  }

  declare public readonly accessKeyId: pulumi.Output<string | undefined>;
  /** Authorization scheme and parameters, as the service reports them. */
  declare public readonly authorization: pulumi.Output<Record<string, string>>;
  declare public readonly description: pulumi.Output<string | undefined>;
  declare public readonly externalId: pulumi.Output<string | undefined>;
  declare public readonly projectId: pulumi.Output<string>;
  declare public readonly roleSessionName: pulumi.Output<string | undefined>;
  declare public readonly roleToAssume: pulumi.Output<string | undefined>;
  declare public readonly secretAccessKey: pulumi.Output<string | undefined>;
  declare public readonly serviceEndpointName: pulumi.Output<string>;
  declare public readonly sessionToken: pulumi.Output<string | undefined>;
  declare public readonly useOidc: pulumi.Output<boolean | undefined>;

  constructor(name: string, args: ServiceEndpointAwsArgs, opts?: pulumi.CustomResourceOptions) {
    const type = ServiceEndpointAws.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
