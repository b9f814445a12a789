import * as pulumi from "@pulumi/pulumi";

import type { Statement } from "../../components/identity/policy";
import { ServiceRole } from "../../components/identity/service-role";
import { clarifyStatements } from "../../access/clarify";
import type { TrainingData } from "../../access/sagemaker-jobs";
import { jobStatements } from "../../access/sagemaker-jobs";
import { pipelineStatements } from "../../access/sagemaker-pipelines";
import type { MonitoredModel } from "../../settings/monitored";
import { ROLES } from "../../settings/names";
import type { Foundation } from "../../components/foundation";

export interface ExecutionRolesArgs {
  readonly foundation: Foundation;
  readonly data: TrainingData;
  /** Models that pipelines watch, and with what. @default none */
  readonly monitored?: readonly Pick<MonitoredModel, "engine">[];
  /** What jobs may do besides reading data and writing artifacts. @default nothing */
  readonly jobStatements?: readonly Statement[];
  /** What processing steps may do besides that. @default nothing */
  readonly processingStatements?: readonly Statement[];
}

/**
 * Roles of what runs in the automation account. The pipeline starts jobs and registers versions but reads no training
 * data; jobs read data and write artifacts but start and register nothing; Clarify asks models, but reads no training data.
 */
export class ExecutionRoles extends pulumi.ComponentResource {
  /** Known only once the roles that it passes exist, so that a pipeline never passes a role that is not there. */
  public readonly pipelineRoleArn: pulumi.Output<string>;
  public readonly processingRoleArn: pulumi.Output<string>;
  public readonly trainingRoleArn: pulumi.Output<string>;
  public readonly clarifyRoleArn: pulumi.Output<string>;

  constructor(
    private readonly name: string,
    private readonly args: ExecutionRolesArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("mlops:part:ExecutionRoles", name, {}, opts);
    const { foundation, monitored = [] } = args;
    const jobs = [...jobStatements(foundation, args.data), ...(args.jobStatements ?? [])];
    this.processingRoleArn = this.createRole(ROLES.processing, "Processing steps of pipelines", [
      ...jobs,
      ...(args.processingStatements ?? []),
    ]);
    this.trainingRoleArn = this.createRole(ROLES.training, "Training and transform steps of pipelines", jobs);
    this.clarifyRoleArn = this.createRole(
      ROLES.clarify,
      "Clarify jobs of pipelines, and the models that they ask",
      clarifyStatements(
        foundation,
        monitored.some(({ engine }) => engine === "sagemaker"),
      ),
    );
    const pipelineRoleArn = this.createRole(
      ROLES.pipeline,
      "SageMaker pipelines",
      pipelineStatements(foundation, monitored.length > 0),
    );
    this.pipelineRoleArn = pulumi
      .all([pipelineRoleArn, this.processingRoleArn, this.trainingRoleArn, this.clarifyRoleArn])
      .apply(([arn]) => arn);
    this.registerOutputs({
      pipelineRoleArn: this.pipelineRoleArn,
      processingRoleArn: this.processingRoleArn,
      trainingRoleArn: this.trainingRoleArn,
      clarifyRoleArn: this.clarifyRoleArn,
    });
  }

  private createRole(
    purpose: string,
    description: string,
    statements: readonly Statement[],
  ): pulumi.Output<string> {
    return new ServiceRole(
      `${this.name}-${purpose}`,
      {
        ...this.args.foundation,
        purpose,
        description,
        service: "sagemaker.amazonaws.com",
        statements,
      },
      { parent: this },
    ).roleArn;
  }
}
