import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Persona } from "../../settings/personas";
import type { Scope } from "../../settings/scope";
import { globalArn, physicalName } from "../../settings/scope";
import { accountRoots, onlyConsumers } from "./consumers";
import { attachInlinePolicy } from "./inline-policy";
import type { ResourceStatement, Statement } from "./policy";
import { policyDocument } from "./policy";

export interface PersonaRoleArgs {
  readonly scope: Scope;
  readonly persona: Persona;
  /** Permission set of IAM Identity Center whose users of this account may take the role. */
  readonly permissionSet: string;
  readonly permissionsBoundaryArn: pulumi.Input<string>;
  readonly statements: readonly Statement[];
  /** Roles that may take the role too. @default none */
  readonly alsoFor?: Notebooks;
}

/** Execution roles of notebooks. */
export interface Notebooks {
  readonly roleArns: readonly string[];
  /** Organization of their account. @default they are in the account of the role */
  readonly organizationId?: string;
}

/** A working day in the console. In the CLI AWS ends the session after an hour, since role chaining allows no more. */
const SESSION_SECONDS = 8 * 3600;

/** Name of a persona's roles after the plane: `data-scientist`. */
export function personaPurpose(persona: Persona): string {
  return persona.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
}

/**
 * What one persona may do in one account. People sign in to the account with a permission set of IAM Identity Center
 * and take the role under their own name.
 */
export class PersonaRole extends pulumi.ComponentResource {
  /** Known only once the role has its policy. */
  public readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: PersonaRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:identity:PersonaRole", name, {}, opts);
    const purpose = personaPurpose(args.persona);
    const document = policyDocument(args.statements);
    const role = new aws.iam.Role(
      name,
      {
        name: physicalName(args.scope, purpose),
        description: `People: ${purpose.replaceAll("-", " ")}`,
        permissionsBoundary: args.permissionsBoundaryArn,
        maxSessionDuration: SESSION_SECONDS,
        assumeRolePolicy: policyDocument([
          signedIn(args.scope, args.permissionSet),
          ...(args.alsoFor ? [alsoFor(args.alsoFor)] : []),
        ]),
      },
      { parent: this },
    );
    this.roleArn = attachInlinePolicy(name, role, { name: purpose, document }, this);
    this.registerOutputs({ roleArn: this.roleArn });
  }
}

/**
 * Identity Center names its roles `AWSReservedSSO_<permission set>_<16 characters>`, below a folder of the Region outside
 * of us-east-1. The session must have the name that the person signed in with: nobody acts as somebody else.
 */
function signedIn(scope: Scope, permissionSet: string): ResourceStatement {
  const folder = "role/aws-reserved/sso.amazonaws.com";
  const role = `AWSReservedSSO_${permissionSet}_${"?".repeat(16)}`;
  return {
    sid: "SignedInWithPermissionSet",
    principal: { AWS: globalArn(scope, "iam", "root") },
    actions: ["sts:AssumeRole"],
    conditions: {
      ArnLike: {
        "aws:PrincipalArn": [
          globalArn(scope, "iam", `${folder}/${role}`),
          globalArn(scope, "iam", `${folder}/*/${role}`),
        ],
      },
      StringLike: { "aws:userid": "*:${sts:RoleSessionName}" },
    },
  };
}

function alsoFor({ roleArns, organizationId }: Notebooks): ResourceStatement {
  // Sessions of Studio carry the name of the person, and keep it when they take another role.
  return {
    sid: "FromStudio",
    ...(organizationId === undefined
      ? rolesOfThisAccount(roleArns)
      : onlyConsumers({ roleArns, organizationId })),
    actions: ["sts:AssumeRole", "sts:SetSourceIdentity"],
  };
}

/** A role of the same account needs no condition on the organization. */
function rolesOfThisAccount(
  roleArns: readonly string[],
): Pick<ResourceStatement, "principal" | "conditions"> {
  return {
    principal: { AWS: accountRoots(roleArns) },
    conditions: { ArnEquals: { "aws:PrincipalArn": [...roleArns] } },
  };
}
