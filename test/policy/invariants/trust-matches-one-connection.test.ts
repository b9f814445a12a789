import type { RoleArgs } from "@pulumi/aws/iam";
import type { ServiceEndpointAwsArgs } from "@pulumi/azuredevops";
import { types } from "../../../policy/harness/types";
import { trustMatchesOneConnection } from "../../../policy/invariants/trust-matches-one-connection";
import { UNKNOWN } from "../../support/analyzer";
import type { ResourceRecord } from "../../support/analyzer";
import { add, all, drop, edit, node, testStackRule } from "../rule-table";

const ISSUER = "vstoken.dev.azure.com/00000000-0000-0000-0000-000000000001";

const project = node(types.adoProject, "project", { name: "churn" });
const buildRole = role("build-role", "sc://contoso/churn/aws-build");
const deployRole = role("deploy-role", "sc://contoso/churn/aws-deploy");
const build = connection("aws-build", buildRole);
const deploy = connection("aws-deploy", deployRole);
const lambdaRole = node(types.role, "lambda-role", {
  assumeRolePolicy: '{"Statement":[]}',
} satisfies RoleArgs);
const ANOTHER = "aws-build roleToAssume: role build-role trusts another connection";

testStackRule(trustMatchesOneConnection, {
  compliant: [project, buildRole, deployRole, build, deploy, lambdaRole],
  accepts: {
    "roles in a stack without connections": all(drop("aws-build"), drop("aws-deploy")),
    "a second issuer whose subject names no connection": edit(
      "build-role",
      trusting("sc://contoso/churn/aws-build", "/eid1/c/pub/t/x"),
    ),
    "a role named by its ARN": edit("aws-build", (resource) => ({
      ...resource,
      props: { ...resource.props, roleToAssume: "arn:aws:iam::111122223333:role/build-role" },
    })),
    "a project of another stack": all(
      drop("project"),
      edit("aws-build", (resource) => ({
        ...resource,
        propertyDependencies: links(resource, "roleToAssume"),
      })),
      edit("aws-deploy", (resource) => ({
        ...resource,
        propertyDependencies: links(resource, "roleToAssume"),
      })),
    ),
  },
  refuses: {
    "trust in another connection": [edit("build-role", trusting("sc://contoso/churn/aws-other")), ANOTHER],
    "trust in a connection of another project": [
      edit("build-role", trusting("sc://contoso/fraud/aws-build")),
      ANOTHER,
    ],
    "trust in another connection beside the right one": [
      edit("build-role", trusting("sc://contoso/churn/aws-build", "sc://contoso/churn/aws-deploy")),
      ANOTHER,
    ],
    "a subject with a further part": [
      edit("build-role", trusting("sc://contoso/churn/aws-build/x")),
      ANOTHER,
    ],
    "a role without trust in an identity provider": [
      edit("build-role", { assumeRolePolicy: '{"Statement":[]}' }),
      "aws-build roleToAssume: role build-role trusts no identity provider",
    ],
    "a role of another stack": [
      edit("aws-build", (resource) => ({
        ...resource,
        props: { ...resource.props, roleToAssume: "arn:aws:iam::111122223333:role/elsewhere" },
        propertyDependencies: links(resource, "projectId"),
      })),
      "aws-build roleToAssume: does not name exactly one role of this stack",
      "build-role assumeRolePolicy: trusts a connection, but no connection of this stack uses the role",
    ],
    "a role whose connection is gone": [
      drop("aws-deploy"),
      "deploy-role assumeRolePolicy: trusts a connection, but no connection of this stack uses the role",
    ],
    "a role that two connections share": [
      all(drop("deploy-role"), drop("aws-deploy"), add(connection("aws-copy", buildRole))),
      "aws-copy roleToAssume: role build-role trusts another connection",
      "build-role assumeRolePolicy: several connections use this role: aws-build, aws-copy",
    ],
  },
  undecided: {
    "trust that is not known yet": [
      edit("build-role", { assumeRolePolicy: UNKNOWN }),
      "aws-build assumeRolePolicy",
    ],
    "trust of a role without connection": [
      edit("lambda-role", { assumeRolePolicy: UNKNOWN }),
      "lambda-role assumeRolePolicy",
    ],
  },
});

function connection(name: string, assumed: ResourceRecord): ResourceRecord {
  const props: ServiceEndpointAwsArgs = {
    projectId: UNKNOWN,
    serviceEndpointName: name,
    roleToAssume: UNKNOWN,
  };
  return node(types.adoAwsConnection, name, props, { projectId: project, roleToAssume: assumed });
}

function role(name: string, ...subjects: readonly string[]): ResourceRecord {
  return node(types.role, name, { name, ...trusting(...subjects) } satisfies RoleArgs);
}

function trusting(...subjects: readonly string[]): { assumeRolePolicy: string } {
  const Statement = subjects.map((subject, index) => {
    const issuer = index === 0 ? ISSUER : `issuer-${index}.example.com`;
    return {
      Effect: "Allow",
      Action: "sts:AssumeRoleWithWebIdentity",
      Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}` },
      Condition: {
        StringEquals: { [`${issuer}:sub`]: subject, [`${issuer}:aud`]: "api://AzureADTokenExchange" },
      },
    };
  });
  return { assumeRolePolicy: JSON.stringify({ Version: "2012-10-17", Statement }) };
}

function links(resource: ResourceRecord, property: string): Readonly<Record<string, readonly string[]>> {
  return { [property]: resource.propertyDependencies?.[property] ?? [] };
}
