import * as pulumi from "@pulumi/pulumi";

import type { Statement } from "../../components/identity/policy";
import { ServiceRole } from "../../components/identity/service-role";
import { experimentStatements } from "../../access/experiments";
import { StudioDomain } from "../../components/sagemaker/studio-domain";
import type { StudioApp } from "../../components/sagemaker/studio-lifecycle-configuration";
import { StudioLifecycleConfiguration } from "../../components/sagemaker/studio-lifecycle-configuration";
import type { StudioMember, StudioPersona } from "../../components/sagemaker/studio-names";
import {
  experimentPrefix,
  STUDIO_PERSONAS,
  STUDIO_ROLE_PURPOSES,
  studioMembers,
  studioProfileName,
  studioRoleArn,
} from "../../components/sagemaker/studio-names";
import { studioLogStatement, studioStatements } from "../../access/studio";
import { StudioUser } from "../../components/sagemaker/studio-user";
import { BUCKETS, DATA_PREFIXES, ROLES } from "../../settings/names";
import type { LandingZoneSettings } from "../../settings/schema/landing-zone";
import { bucketName } from "../../settings/scope";
import type { Foundation } from "../../components/foundation";
import type { StudioEnvironment } from "../../assets/studio-set-up";
import { studioSetUp } from "../../assets/studio-set-up";

export interface StudioArgs {
  readonly foundation: Foundation;
  readonly settings: NonNullable<LandingZoneSettings["studio"]>;
  readonly people: LandingZoneSettings["people"];
  /** What a persona's notebooks and experiments may do besides running: data, images, roles of other accounts. */
  readonly personaStatements: Readonly<Record<StudioPersona, readonly Statement[]>>;
}

/** ARNs of the scripts that run when an app starts. */
type Scripts = Readonly<Record<StudioApp, pulumi.Output<string>>>;

/** Where data scientists explore: a Studio domain, and for each person a profile and a private space. */
export class Studio extends pulumi.ComponentResource {
  public readonly domainId: pulumi.Output<string>;
  public readonly url: pulumi.Output<string>;
  /** Execution roles of the personas that somebody works with. */
  public readonly roleArns: Readonly<Partial<Record<StudioPersona, pulumi.Output<string>>>>;

  constructor(name: string, args: StudioArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:part:Studio", name, {}, opts);
    const domain = this.createDomain(name, args);
    const scripts = this.createConfigurations(name, args);
    const members = studioMembers(args.people);
    this.roleArns = Object.fromEntries(
      STUDIO_PERSONAS.map(
        (persona) => [persona, members.filter((member) => member.persona === persona)] as const,
      )
        .filter(([, colleagues]) => colleagues.length > 0)
        .map(([persona, colleagues]) => [
          persona,
          this.createPersona(name, persona, colleagues, { domain, scripts }, args),
        ]),
    );
    this.domainId = domain.domainId;
    this.url = domain.url;
    this.registerOutputs({ domainId: this.domainId, url: this.url, roleArns: this.roleArns });
  }

  private createDomain(name: string, args: StudioArgs): StudioDomain {
    const { foundation, settings } = args;
    const { network } = foundation;
    return new StudioDomain(
      `${name}-domain`,
      {
        ...foundation,
        ...settings,
        vpcId: network.vpcId,
        subnetIds: network.subnetIds,
        securityGroupId: network.workloadSecurityGroupId,
        defaultRoleArn: this.createDefaultRole(name, foundation),
      },
      { parent: this },
    );
  }

  private createConfigurations(name: string, args: StudioArgs): Scripts {
    const script = studioSetUp(environment(args.foundation));
    return {
      JupyterLab: this.createConfiguration(`${name}-jupyter-lab`, "JupyterLab", script, args),
      CodeEditor: this.createConfiguration(`${name}-code-editor`, "CodeEditor", script, args),
    };
  }

  private createConfiguration(
    name: string,
    app: StudioApp,
    script: pulumi.Output<string>,
    { foundation }: StudioArgs,
  ): pulumi.Output<string> {
    return new StudioLifecycleConfiguration(name, { scope: foundation.scope, app, script }, { parent: this })
      .configurationArn;
  }

  /** A domain needs a role for profiles without one; there are none, so it may only write logs. */
  private createDefaultRole(
    name: string,
    { scope, permissionsBoundaryArn }: Foundation,
  ): pulumi.Output<string> {
    return new ServiceRole(
      `${name}-default-role`,
      {
        scope,
        purpose: ROLES.studioDefault,
        description: "Studio apps without a person",
        service: "sagemaker.amazonaws.com",
        namesPerson: true,
        permissionsBoundaryArn,
        statements: [studioLogStatement(scope)],
      },
      { parent: this },
    ).roleArn;
  }

  private createRole(name: string, persona: StudioPersona, args: StudioArgs): pulumi.Output<string> {
    const { scope, permissionsBoundaryArn, kmsKeyArn, network } = args.foundation;
    const purpose = STUDIO_ROLE_PURPOSES[persona];
    return new ServiceRole(
      `${name}-${purpose.replace("studio-", "")}-role`,
      {
        scope,
        purpose,
        description: "Notebooks and experiments in Studio",
        service: "sagemaker.amazonaws.com",
        namesPerson: true,
        permissionsBoundaryArn,
        statements: [
          ...studioStatements(scope),
          ...experimentStatements(scope, studioRoleArn(scope, persona), {
            kmsKeyArn,
            vpcId: network.vpcId,
            subnetIds: network.subnetIds,
            securityGroupId: network.workloadSecurityGroupId,
          }),
          ...args.personaStatements[persona],
        ],
      },
      { parent: this },
    ).roleArn;
  }

  /** @returns the ARN of the role that these people work with. */
  private createPersona(
    name: string,
    persona: StudioPersona,
    members: readonly StudioMember[],
    { domain, scripts }: { readonly domain: StudioDomain; readonly scripts: Scripts },
    args: StudioArgs,
  ): pulumi.Output<string> {
    const { foundation, settings } = args;
    const executionRoleArn = this.createRole(name, persona, args);
    for (const { email } of members) {
      new StudioUser(
        `${name}-${studioProfileName(email)}`,
        {
          ...settings,
          scope: foundation.scope,
          domainId: domain.domainId,
          email,
          executionRoleArn,
          lifecycleConfigurationArns: scripts,
        },
        { parent: this },
      );
    }
    return executionRoleArn;
  }
}

/** What scripts and notebooks need to know of their surroundings; studio/set-up.sh explains each. */
function environment({ scope, kmsKeyArn, network }: Foundation): StudioEnvironment {
  return {
    MLOPS_TEAM: scope.team,
    MLOPS_REGION: scope.region,
    MLOPS_DATA_BUCKET: bucketName(scope, BUCKETS.data),
    MLOPS_EXPERIMENTS: DATA_PREFIXES.experiments,
    MLOPS_EXPERIMENT_PREFIX: experimentPrefix(scope),
    MLOPS_KMS_KEY_ARN: kmsKeyArn,
    MLOPS_SUBNET_IDS: pulumi.all([...network.subnetIds]).apply((ids) => ids.join(",")),
    MLOPS_SECURITY_GROUP_ID: network.workloadSecurityGroupId,
  };
}
