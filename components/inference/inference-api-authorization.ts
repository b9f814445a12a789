import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { arn, globalArn } from "../../settings/scope";
import type { Conditions, ResourceStatement } from "../identity/policy";
import { policyDocument } from "../identity/policy";

/**
 * How callers prove who they are: by requests that are signed with AWS credentials (iam), by a token of an identity
 * provider (jwt), or by signed requests with a key that gives each consumer its own throttling and quota (apiKey).
 */
export type CallerProof = "iam" | "jwt" | "apiKey";

/** What a method requires of its callers. */
export interface MethodAuthorization {
  readonly authorization: "AWS_IAM" | "CUSTOM";
  readonly authorizerId?: pulumi.Input<string>;
  /** The key names the consumer; it is asked for besides a signature, never instead of one. */
  readonly apiKeyRequired?: boolean;
}

/** Function that looks at tokens. */
export interface TokenFunction {
  readonly functionArn: pulumi.Input<string>;
  readonly invokeArn: pulumi.Input<string>;
}

/** Seconds that API Gateway caches the function's answer for a token. */
const REMEMBER_SECONDS = 300;

/** A bearer token in three parts; anything else is refused without the function. */
const BEARER_TOKEN = "^[Bb]earer [A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$";

/**
 * Makes what the methods of an API ask of their callers.
 *
 * @param tokens - Needed with authorization jwt.
 * @throws Error if it is needed and missing.
 */
export function createAuthorization(
  name: string,
  api: aws.apigateway.RestApi,
  authorization: CallerProof,
  tokens: TokenFunction | undefined,
  opts: pulumi.CustomResourceOptions,
): MethodAuthorization {
  if (authorization !== "jwt") {
    return { authorization: "AWS_IAM", ...(authorization === "apiKey" ? { apiKeyRequired: true } : {}) };
  }
  if (tokens === undefined) {
    throw new Error(`api ${name} takes tokens and has no function that looks at them`);
  }
  const authorizer = new aws.apigateway.Authorizer(
    `${name}-authorizer`,
    {
      restApi: api.id,
      name: "token",
      type: "TOKEN",
      authorizerUri: tokens.invokeArn,
      identitySource: "method.request.header.Authorization",
      identityValidationExpression: BEARER_TOKEN,
      authorizerResultTtlInSeconds: REMEMBER_SECONDS,
    },
    opts,
  );
  new aws.lambda.Permission(
    `${name}-authorizer-permission`,
    {
      action: "lambda:InvokeFunction",
      function: tokens.functionArn,
      principal: "apigateway.amazonaws.com",
      sourceArn: pulumi.interpolate`${api.executionArn}/authorizers/${authorizer.id}`,
    },
    opts,
  );
  return { authorization: "CUSTOM", authorizerId: authorizer.id };
}

/** Who may call, and from where. */
export interface Callers {
  readonly authorization: CallerProof;
  /** Accounts and ARNs of roles. */
  readonly callers: readonly string[];
  /** VPC endpoints that calls come through. @default calls come over the internet */
  readonly vpcEndpointIds?: readonly string[];
}

/**
 * Resource policy of the API; undefined where none is needed: a token says who calls, and anybody may bring one. Within an
 * account, its IAM policies decide who may call. The document names any API of the account, but is attached to one.
 */
export function callersPolicy(
  scope: Scope,
  stage: string,
  callers: Callers,
): pulumi.Output<string> | undefined {
  const { authorization, vpcEndpointIds } = callers;
  if (authorization === "jwt" && vpcEndpointIds === undefined) {
    return undefined;
  }
  const call = { actions: ["execute-api:Invoke"], resources: [arn(scope, "execute-api", `*/${stage}/*`)] };
  return policyDocument([
    {
      sid: "Callers",
      principal: authorization === "jwt" ? "*" : { AWS: principals(scope, callers.callers) },
      ...call,
      ...(authorization === "jwt" ? { conditions: through("StringEquals", vpcEndpointIds ?? []) } : {}),
    },
    ...(vpcEndpointIds === undefined ? [] : [elsewhere(call, vpcEndpointIds)]),
  ]);
}

/** A caller in the API's own account needs only its IAM policy: only a denial binds it to the VPC endpoints. */
function elsewhere(
  call: Pick<ResourceStatement, "actions"> & { readonly resources: readonly string[] },
  vpcEndpointIds: readonly string[],
): ResourceStatement {
  return {
    sid: "OnlyThroughVpcEndpoints",
    effect: "Deny",
    principal: "*",
    ...call,
    conditions: through("StringNotEquals", vpcEndpointIds),
  };
}

function through(operator: string, vpcEndpointIds: readonly string[]): Conditions {
  return { [operator]: { "aws:SourceVpce": [...vpcEndpointIds] } };
}

function principals(scope: Scope, callers: readonly string[]): string[] {
  const accountRoot = (account: string): string => globalArn({ ...scope, account }, "iam", "root");
  const others = callers.map((caller) => (caller.startsWith("arn:") ? caller : accountRoot(caller)));
  return [...new Set([accountRoot(scope.account), ...others])];
}
