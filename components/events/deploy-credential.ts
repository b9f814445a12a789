import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { arn } from "../../settings/scope";
import { roleArn } from "../identity/consumers";
import type { Statement } from "../identity/policy";
import { policyDocument } from "../identity/policy";

/** What the function signs in with to Azure DevOps. */
export type DeployCredential =
  /** Its role, which an Entra application trusts: there is nothing to store and nothing that expires. */
  | { readonly kind: "federated"; readonly tenantId: string; readonly clientId: string }
  /** A client secret of an Entra application. */
  | {
      readonly kind: "clientSecret";
      readonly tenantId: string;
      readonly clientId: string;
      readonly expires: string;
    }
  /** A personal access token of Azure DevOps. */
  | { readonly kind: "personalAccessToken"; readonly expires: string };

/** The credentials that are kept in Secrets Manager. */
export type StoredCredentialKind = Exclude<DeployCredential["kind"], "federated">;

export interface DeployCredentialSecretArgs {
  readonly scope: Scope;
  readonly kind: StoredCredentialKind;
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Purposes of the roles that may read the value; no other role can, whatever its policies allow. */
  readonly readers: readonly string[];
}

/** Audience of the tokens that Entra exchanges for its own. */
export const ENTRA_EXCHANGE_AUDIENCE = "api://AzureADTokenExchange";

const DESCRIPTIONS: Readonly<Record<StoredCredentialKind, string>> = {
  clientSecret: "Client secret of the Entra application that starts pipelines; people put it in",
  personalAccessToken: "Personal access token of Azure DevOps that starts pipelines; people put it in",
};

/** In the policy of a secret, "*" means this secret. */
const THIS_SECRET = ["*"];

/** Secret without a value: whoever holds the credential stores it, so it never appears in the state or the settings. */
export class DeployCredentialSecret extends pulumi.ComponentResource {
  public readonly secretArn: pulumi.Output<string>;

  constructor(name: string, args: DeployCredentialSecretArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:events:DeployCredentialSecret", name, {}, opts);
    const { scope } = args;
    const secret = new aws.secretsmanager.Secret(
      name,
      {
        name: secretName(scope),
        description: DESCRIPTIONS[args.kind],
        kmsKeyId: args.kmsKeyArn,
        recoveryWindowInDays: scope.protect ? 30 : 7,
        // Secrets Manager cannot replace what Entra or Azure DevOps gives out; an alarm comes before it ends.
        tags: { ReplacedBy: "hand before it ends" },
      },
      { parent: this, protect: scope.protect },
    );
    new aws.secretsmanager.SecretPolicy(
      `${name}-policy`,
      {
        secretArn: secret.arn,
        blockPublicPolicy: true,
        policy: policyDocument([
          {
            sid: "OnlyFunctionsRead",
            effect: "Deny",
            principal: "*",
            actions: ["secretsmanager:GetSecretValue"],
            resources: THIS_SECRET,
            conditions: {
              ArnNotEquals: { "aws:PrincipalArn": args.readers.map((reader) => roleArn(scope, reader)) },
            },
          },
        ]),
      },
      { parent: this },
    );
    this.secretArn = secret.arn;
    this.registerOutputs({ secretArn: this.secretArn });
  }
}

/** Environment variables that say where the credential is; they never contain its value. */
export function credentialEnvironment(
  credential: DeployCredential,
  secretArn: pulumi.Input<string> | undefined,
): Record<string, pulumi.Input<string>> {
  const entra = {
    ...("tenantId" in credential
      ? { ENTRA_TENANT_ID: credential.tenantId, ENTRA_CLIENT_ID: credential.clientId }
      : {}),
  };
  if (credential.kind === "federated") {
    return entra;
  }
  if (secretArn === undefined) {
    throw new Error(`credential ${credential.kind} has no secret: create a DeployCredentialSecret for it`);
  }
  return {
    ...entra,
    SIGN_IN: credential.kind,
    SIGN_IN_SECRET_ARN: secretArn,
    SIGN_IN_EXPIRES: credential.expires,
  };
}

/** What the function needs to sign in. */
export function credentialStatement(scope: Scope, { kind }: DeployCredential): Statement {
  if (kind !== "federated") {
    return {
      sid: "ReadCredential",
      actions: ["secretsmanager:GetSecretValue"],
      // Secrets Manager ends the ARN with six characters of its own.
      resources: [arn(scope, "secretsmanager", `secret:${secretName(scope)}-??????`)],
    };
  }
  return {
    sid: "ProveIdentityToEntra",
    actions: ["sts:GetWebIdentityToken"],
    resources: ["*"],
    conditions: {
      "ForAllValues:StringEquals": { "sts:IdentityTokenAudience": [ENTRA_EXCHANGE_AUDIENCE] },
      Null: { "sts:IdentityTokenAudience": "false" },
      NumericLessThanEquals: { "sts:DurationSeconds": "300" },
    },
  };
}

function secretName(scope: Scope): string {
  return `mlops/${scope.team}/${scope.plane}/model-deploy-trigger`;
}
