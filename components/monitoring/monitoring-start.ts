import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { QUEUES, ROLES } from "../../settings/names";
import { arn, physicalName } from "../../settings/scope";
import { createDeadLetterQueue } from "../events/dead-letter-queue";
import type { Foundation } from "../foundation";
import { ServiceRole } from "../identity/service-role";
import { monitoringPipelineName } from "../sagemaker/model-build-contract";
import { ENCRYPT_AND_DECRYPT } from "../storage/encryption-key";

export interface MonitoringStartArgs extends Pick<
  Foundation,
  "scope" | "kmsKeyArn" | "permissionsBoundaryArn" | "alertTopicArn"
> {
  /** The models that are monitored. */
  readonly models: readonly string[];
}

/**
 * What the schedules of all monitored models have in common: a group, the role that starts their pipelines and nothing
 * else, and a queue of starts that failed.
 */
export class MonitoringStart extends pulumi.ComponentResource {
  public readonly groupName: pulumi.Output<string>;
  public readonly roleArn: pulumi.Output<string>;
  public readonly deadLetterQueueArn: pulumi.Output<string>;

  constructor(name: string, args: MonitoringStartArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:monitoring:MonitoringStart", name, {}, opts);
    const { scope } = args;
    this.groupName = new aws.scheduler.ScheduleGroup(
      `${name}-group`,
      { name: physicalName(scope, ROLES.monitoring) },
      { parent: this },
    ).name;
    this.deadLetterQueueArn = createDeadLetterQueue(
      `${name}-dead-letters`,
      {
        ...args,
        purpose: QUEUES.monitoringDeadLetters,
        alarmDescription:
          "Monitoring of a model could not be started: the message in the dead-letter queue names the pipeline. Until Model Build has run once since monitoring was switched on, there is none: start it",
      },
      { parent: this },
    ).arn;
    this.roleArn = this.createRole(name, args);
    this.registerOutputs({
      groupName: this.groupName,
      roleArn: this.roleArn,
      deadLetterQueueArn: this.deadLetterQueueArn,
    });
  }

  private createRole(name: string, args: MonitoringStartArgs): pulumi.Output<string> {
    const { scope, models, kmsKeyArn } = args;
    return new ServiceRole(
      `${name}-role`,
      {
        ...args,
        purpose: ROLES.monitoringScheduler,
        description: "Schedules that start monitoring",
        service: "scheduler.amazonaws.com",
        statements: [
          {
            sid: "StartMonitoring",
            actions: ["sagemaker:StartPipelineExecution"],
            resources: models.map((model) =>
              arn(scope, "sagemaker", `pipeline/${monitoringPipelineName(scope, model)}`),
            ),
          },
          {
            sid: "KeepFailedStarts",
            actions: ["sqs:SendMessage"],
            resources: [arn(scope, "sqs", physicalName(scope, QUEUES.monitoringDeadLetters, 80))],
          },
          { sid: "UseKey", actions: [...ENCRYPT_AND_DECRYPT], resources: [kmsKeyArn] },
        ],
      },
      { parent: this },
    ).roleArn;
  }
}
