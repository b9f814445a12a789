import { infrastructureStatements } from "../../access/infrastructure";
import { ROLES } from "../../settings/names";
import type { Scope } from "../../settings/scope";
import { globalArn, physicalName } from "../../settings/scope";
import { stateBucketArn } from "../../settings/state-place";
import type { StatePlace } from "../../settings/state-place";
import type { StatementJson } from "./policy";

/** Whom the state of a stack is for. */
export interface StateUser {
  /** The team's automation account, where its Infrastructure pipeline acts. */
  readonly automation: Pick<Scope, "team" | "account" | "partition" | "region">;
  /** @default the role of any organization */
  readonly organizationId?: string;
  readonly project: string;
  readonly stack: string;
  /** Stack whose outputs it reads, as `<project>/<stack>`. @default none */
  readonly readsStack?: string;
}

export interface TeamStatements {
  readonly bucket: readonly StatementJson[];
  readonly key: readonly StatementJson[];
}

/**
 * What bucket and key have to allow, since they are in another account than the role: exactly what the role's own policy
 * names. The principal is the account, since AWS refuses a policy that names a role which does not exist yet.
 */
export function teamStatements(place: StatePlace, user: StateUser): TeamStatements {
  const { project, stack, readsStack } = user;
  const own = infrastructureStatements({
    subject: "",
    deploymentRoleArns: [],
    state: {
      bucketArn: stateBucketArn(place),
      kmsKeyArn: place.kmsKeyArn,
      project,
      stack,
      ...(readsStack === undefined ? {} : { readsStack }),
    },
  });
  const rendered = own.flatMap(({ sid, actions, resources }) => {
    const purpose = PURPOSES[sid];
    return purpose === undefined
      ? []
      : [
          {
            Sid: sidOf(user, purpose),
            Effect: "Allow",
            Principal: { AWS: globalArn(scopeOf(user), "iam", "root") },
            Action: oneOrMany(actions),
            // A key's policy is about this key alone.
            Resource: purpose === "State" ? "*" : oneOrMany(resources),
            Condition: onlyTheRole(user),
          },
        ];
  });
  const key = sidOf(user, "State");
  return {
    bucket: rendered.filter(({ Sid }) => Sid !== key),
    key: rendered.filter(({ Sid }) => Sid === key),
  };
}

/** The one role that the statements are for. */
export function infrastructureRoleArn(user: StateUser): string {
  const scope = scopeOf(user);
  return globalArn(scope, "iam", `role/${physicalName(scope, ROLES.infrastructure)}`);
}

/** Ids of statements by those of the role's policy; what is not listed is no matter of the state. */
const PURPOSES: Readonly<Record<string, string>> = {
  ListState: "List",
  ReadSharedState: "SharedState",
  ReadAndWriteOwnState: "OwnState",
  EncryptState: "State",
};

/** Letters and digits: `fraud` and `prod` give `FraudProdOwnState`. */
function sidOf({ automation, stack }: StateUser, purpose: string): string {
  const words = `${automation.team}-${stack}`.split(/[^A-Za-z0-9]+/);
  return `${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("")}${purpose}`;
}

function onlyTheRole(user: StateUser): StatementJson {
  const { organizationId } = user;
  return {
    ...(organizationId === undefined ? {} : { StringEquals: { "aws:PrincipalOrgID": organizationId } }),
    ArnEquals: { "aws:PrincipalArn": infrastructureRoleArn(user) },
  };
}

function scopeOf({ automation }: StateUser): Scope {
  return { ...automation, plane: "automation", protect: false };
}

function oneOrMany(values: readonly unknown[]): unknown {
  return values.length === 1 ? values[0] : values;
}

/** Whether a statement that has one of our ids is about this stack: `team-1` and `team1` give the same id. */
export function isAbout(statement: StatementJson, user: StateUser): boolean {
  const role = physicalName(scopeOf(user), ROLES.infrastructure);
  const { Condition, Resource } = statement;
  const state = `/.pulumi/stacks/${user.project}/${user.stack}.json`;
  return (
    JSON.stringify(Condition ?? "").includes(`:role/${role}"`) &&
    (statement.Sid !== sidOf(user, "OwnState") || JSON.stringify(Resource ?? "").includes(`${state}"`))
  );
}

/** Every id that statements of a stack can have. */
export function sidsOf(user: StateUser): TeamSids {
  return {
    bucket: ["List", "SharedState", "OwnState"].map((purpose) => sidOf(user, purpose)),
    key: [sidOf(user, "State")],
  };
}

export interface TeamSids {
  readonly bucket: readonly string[];
  readonly key: readonly string[];
}
