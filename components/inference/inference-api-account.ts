import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { ROLES } from "../../settings/names";
import type { Scope } from "../../settings/scope";
import { arn } from "../../settings/scope";
import { ServiceRole } from "../identity/service-role";

export interface InferenceApiAccountArgs {
  readonly scope: Scope;
  readonly permissionsBoundaryArn: pulumi.Input<string>;
}

/** Names of the log groups that API Gateway writes: of executions by its own rule, of access by ours. */
const LOG_GROUPS = ["API-Gateway-Execution-Logs_*", "/aws/apigateway/*"];

/** Lets API Gateway write logs. It is one setting per account and Region: the last writer wins. */
export class InferenceApiAccount extends pulumi.ComponentResource {
  constructor(name: string, args: InferenceApiAccountArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:inference:InferenceApiAccount", name, {}, opts);
    const { scope, permissionsBoundaryArn } = args;
    const role = new ServiceRole(
      `${name}-role`,
      {
        scope,
        purpose: ROLES.apiGatewayLogs,
        description: "API Gateway of this account, for its logs",
        service: "apigateway.amazonaws.com",
        permissionsBoundaryArn,
        statements: [
          { sid: "FindLogGroups", actions: ["logs:DescribeLogGroups"], resources: ["*"] },
          {
            sid: "WriteLogs",
            actions: [
              "logs:CreateLogGroup",
              "logs:CreateLogStream",
              "logs:DescribeLogStreams",
              "logs:FilterLogEvents",
              "logs:GetLogEvents",
              "logs:PutLogEvents",
            ],
            resources: LOG_GROUPS.flatMap((group) => {
              const name = arn(scope, "logs", `log-group:${group}`);
              return [name, `${name}:*`];
            }),
          },
        ],
      },
      { parent: this },
    );
    // Deleting it would take the logs from all APIs of the account, those of a role that somebody else has set by then too.
    new aws.apigateway.Account(
      name,
      { cloudwatchRoleArn: role.roleArn },
      { parent: this, retainOnDelete: scope.protect },
    );
    this.registerOutputs({});
  }
}
