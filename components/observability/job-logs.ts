import * as pulumi from "@pulumi/pulumi";

import { LogGroup } from "./log-group";
import type { Foundation } from "../foundation";

export interface JobLogsArgs {
  readonly foundation: Foundation;
}

/** Log groups of SageMaker jobs by kind of job; their names are the service's. */
export const JOB_LOG_GROUPS = {
  processing: "/aws/sagemaker/ProcessingJobs",
  training: "/aws/sagemaker/TrainingJobs",
  transform: "/aws/sagemaker/TransformJobs",
} as const;

/**
 * Logs of the jobs of an account. SageMaker would create these groups with the first job, without retention and without
 * our key; groups that exist already have to be imported. Once per account: their names are fixed.
 */
export class JobLogs extends pulumi.ComponentResource {
  /** By kind of job. */
  public readonly logGroupNames: Readonly<Record<keyof typeof JOB_LOG_GROUPS, pulumi.Output<string>>>;

  constructor(name: string, { foundation }: JobLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:part:JobLogs", name, {}, opts);
    const group = (jobs: keyof typeof JOB_LOG_GROUPS): pulumi.Output<string> =>
      new LogGroup(`${name}-${jobs}`, { ...foundation, logGroupName: JOB_LOG_GROUPS[jobs] }, { parent: this })
        .logGroupName;
    this.logGroupNames = {
      processing: group("processing"),
      training: group("training"),
      transform: group("transform"),
    };
    this.registerOutputs({ logGroupNames: this.logGroupNames });
  }
}
