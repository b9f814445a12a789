import type * as pulumi from "@pulumi/pulumi";

import { AwsServiceConnection } from "../../components/azure-devops/aws-service-connection";
import type { BranchProtectionArgs, BuildValidation } from "../../components/azure-devops/branch-protection";
import { BranchProtection } from "../../components/azure-devops/branch-protection";
import { BypassDenial } from "../../components/azure-devops/bypass-denial";
import type { Approval } from "../../components/azure-devops/checks";
import { DevOpsProject } from "../../components/azure-devops/dev-ops-project";
import type { GatedEnvironmentArgs } from "../../components/azure-devops/gated-environment";
import { GatedEnvironment } from "../../components/azure-devops/gated-environment";
import { PIPELINE_FILE, projectDescription } from "../../settings/azure-devops-names";
import type { PersonaGroup } from "../../components/azure-devops/persona-groups";
import { PersonaGroups } from "../../components/azure-devops/persona-groups";
import type { PipelineArgs, PipelineResource } from "../../components/azure-devops/pipeline";
import { Pipeline } from "../../components/azure-devops/pipeline";
import { PipelineAccess } from "../../components/azure-devops/pipeline-access";
import { ProjectReaders } from "../../components/azure-devops/project-readers";
import { RepositoryAccess } from "../../components/azure-devops/repository-access";
import type { RepositoryContent } from "../../components/azure-devops/repository-seed";
import { SeededRepository } from "../../components/azure-devops/seeded-repository";
import type { Persona } from "../../settings/personas";
import type { LandingZoneSettings } from "../../settings/schema/landing-zone";
import { ONLY_READING, PERSONAS, reviewers } from "../../settings/personas";
import type { Work } from "../../access/people/work";
import { workers } from "../../access/people/work";

/** A repository of the team, as pipelines need to know it. */
export interface TeamRepository {
  readonly work: Work;
  readonly repositoryName: string;
  readonly repository: SeededRepository;
}

/**
 * The project with its people, and how everything in it is made. The files model-build.ts, model-deploy.ts, image-build.ts
 * and infrastructure.ts beside this one say what is made.
 */
export class DeliveryProject {
  public readonly projectId: pulumi.Output<string>;
  private readonly awsToolkit: readonly pulumi.Resource[];
  private readonly groups: Readonly<Record<Persona, PersonaGroup>>;
  private readonly isProduction: boolean;
  private readonly review: BranchProtectionArgs["review"];
  /** The latest authorization of each resource that pipelines share. */
  private readonly authorized = new Map<PipelineResource, pulumi.Resource | undefined>();
  private readonly inPlane: pulumi.ComponentResourceOptions;

  /** @param plane parent of all that is made here. */
  constructor(
    plane: pulumi.ComponentResource,
    private readonly name: string,
    { azureDevOps, team, people, profile }: LandingZoneSettings,
  ) {
    this.inPlane = { parent: plane };
    this.isProduction = profile === "production";
    this.review = this.isProduction ? "twoOthers" : reviewers(people).size > 1 ? "oneOther" : "author";
    const project = new DevOpsProject(
      `${name}-project`,
      {
        projectName: azureDevOps.project,
        description: projectDescription(team.name),
        awsToolkit: azureDevOps.awsToolkit,
        protect: this.isProduction,
      },
      this.inPlane,
    );
    this.projectId = project.projectId;
    this.awsToolkit = project.awsToolkit;
    this.groups = new PersonaGroups(
      `${name}-people`,
      { projectId: this.projectId, people },
      this.inPlane,
    ).groups;
    this.grantAccess();
  }

  /** Everybody sees the project; nobody gets past the policies of its branches. */
  private grantAccess(): void {
    const groups = Object.fromEntries(
      PERSONAS.map((persona) => [persona, this.groups[persona].descriptor] as const),
    );
    new ProjectReaders(
      `${this.name}-readers`,
      { projectId: this.projectId, groups: Object.values(groups) },
      this.inPlane,
    );
    new BypassDenial(
      `${this.name}-bypass`,
      { projectId: this.projectId, groups, onlyReading: ONLY_READING },
      this.inPlane,
    );
  }

  /** Without approval, the connection is for runs of main only. */
  connect(
    connectionName: string,
    description: string,
    roleArn: pulumi.Input<string>,
    approval?: Approval,
  ): PipelineResource {
    const { connectionId } = new AwsServiceConnection(
      `${this.name}-${connectionName}-connection`,
      {
        projectId: this.projectId,
        connectionName,
        description,
        roleArn,
        ...(approval ? { approval } : {}),
        after: this.awsToolkit,
      },
      this.inPlane,
    );
    return { type: "endpoint", id: connectionId };
  }

  environment(
    environmentName: string,
    description: string,
    checks: Pick<GatedEnvironmentArgs, "lock" | "approval">,
  ): PipelineResource {
    const { environmentId } = new GatedEnvironment(
      `${this.name}-${environmentName}-environment`,
      { projectId: this.projectId, environmentName, description, ...checks },
      this.inPlane,
    );
    return { type: "environment", id: environmentId };
  }

  approvalBy(persona: Persona, instructions: string): Approval {
    return { approverOriginIds: [this.groups[persona].originId], instructions };
  }

  /** A repository with its first content, which whoever works on it may change by pull requests. */
  repository(work: Work, repositoryName: string, content: RepositoryContent): TeamRepository {
    const repository = new SeededRepository(
      `${this.name}-${repositoryName}`,
      { projectId: this.projectId, repositoryName, content, protect: this.isProduction },
      this.inPlane,
    );
    new RepositoryAccess(
      `${this.name}-${repositoryName}-access`,
      {
        projectId: this.projectId,
        repositoryId: repository.repositoryId,
        contributors: workers(work, this.groups),
      },
      this.inPlane,
    );
    return { work, repositoryName, repository };
  }

  /** A pipeline of a repository, which whoever works on that may start. */
  pipeline(
    { work, repository }: TeamRepository,
    pipelineName: string,
    uses: PipelineArgs["uses"],
    more: Pick<PipelineArgs, "variables"> & { readonly file?: string } = {},
  ): BuildValidation & { readonly pipelineId: pulumi.Output<number> } {
    const { file = PIPELINE_FILE, ...rest } = more;
    const { projectId, inPlane } = this;
    const name = `${this.name}-${pipelineName.toLowerCase().replaceAll(" ", "-")}-pipeline`;
    const { pipelineId, authorizations } = new Pipeline(
      name,
      {
        projectId,
        pipelineName,
        repositoryId: repository.repositoryId,
        file,
        uses,
        after: this.latestAuthorizations(uses),
        ...rest,
      },
      // A pipeline whose file is missing cannot be started, and the first push would start it unfinished.
      { ...inPlane, dependsOn: [...repository.seeded] },
    );
    for (const [role, resource] of Object.entries(uses)) {
      this.authorized.set(resource, authorizations[role]);
    }
    new PipelineAccess(
      `${name}-access`,
      { projectId, pipelineId, runners: workers(work, this.groups) },
      inPlane,
    );
    return { pipelineId, displayName: pipelineName };
  }

  private latestAuthorizations(uses: PipelineArgs["uses"]): Record<string, pulumi.Resource> {
    const latest = Object.entries(uses).flatMap(([role, resource]) => {
      const authorization = this.authorized.get(resource);
      return authorization === undefined ? [] : [[role, authorization] as const];
    });
    return Object.fromEntries(latest);
  }

  /** From here on, main changes by reviewed and validated pull requests only. */
  protectMain({ repositoryName, repository }: TeamRepository, validation: BuildValidation): void {
    new BranchProtection(
      `${this.name}-${repositoryName}-main`,
      {
        projectId: this.projectId,
        repositoryId: repository.repositoryId,
        review: this.review,
        validation,
        after: repository.seeded,
      },
      this.inPlane,
    );
  }
}
