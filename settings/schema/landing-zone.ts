import { z } from "zod";

import { SERVICE_CONNECTIONS } from "../azure-devops-names";
import { PERSONAS } from "../personas";
import { dataSources } from "./data-sources";
import { deployTrigger } from "./deploy-trigger";
import { inferenceApi } from "./inference-api";
import { models } from "./models";
import { dashboards, idleEndpoints, metricSink } from "./monitoring";
import { network } from "./network";
import { notifications } from "./notifications";
import {
  images,
  featureGroups,
  imageReplication,
  logs,
  mlflow,
  openSearch,
  permissionSets,
  studio,
} from "./optional-parts";
import { email, owner, signInName, tagText } from "./texts";
import { accountId, explained, guid, region, regionOptIn, slug } from "./values";

const accounts = explained(
  z.strictObject({
    development: accountId("Account of Studio and experiments.").optional(),
    automation: accountId("Account of the model registry, images, pipelines and events.").optional(),
    staging: accountId("Account where models are tested.").optional(),
    production: accountId("Account where models serve.").optional(),
    single: accountId("One account that plays all four roles: a cheap trial.").optional(),
    organizationStack: explained(
      z
        .string()
        .regex(/^[\w.-]+\/[\w.-]+\/[\w.-]+$/)
        .optional(),
      {
        description:
          "The organization stack that created this team's accounts: the ids are read from its outputs.",
        allowed: "a stack name: <Pulumi organization>/<project>/<stack>",
        fix: "write the full name, such as organization/mlops/organization for a file backend",
      },
    ),
  }),
  {
    description:
      "The AWS accounts of this team, in one of three forms: the four ids, or single, or organizationStack.",
    allowed: "development + automation + staging + production, or single, or organizationStack",
    fix: "give all four ids, or one id as single, or the name of the organization stack",
  },
);

/** Claims become parts of trust policies, where these characters would stand for others, or are none of a policy. */
const CLAIM = /^(?!.*[*?$])[!-~]+$/;

const CONNECTIONS: readonly string[] = Object.values(SERVICE_CONNECTIONS);

const azureDevOps = explained(
  z.strictObject({
    organization: explained(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,48}[A-Za-z0-9]$/), {
      description: "Azure DevOps organization: the first part of https://dev.azure.com/<organization>.",
      allowed: "2 to 50 letters, digits and hyphens",
      fix: "copy the name from the organization's address, with its capitals: AWS compares it exactly",
    }),
    organizationId: guid(
      "Id of the organization (instanceId of https://dev.azure.com/<organization>/_apis/connectionData). It is part of the OIDC issuer.",
    ),
    project: explained(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 _-]{0,62}[A-Za-z0-9]$/), {
      description: "Name of the project to create. AWS trust policies contain it: renaming breaks them.",
      allowed: "2 to 64 letters, digits, spaces, hyphens and underscores",
      fix: "choose a plain name",
    }),
    issuers: explained(
      z
        .array(
          explained(
            z.strictObject({
              url: explained(
                z
                  .url({ protocol: /^https$/ })
                  .max(255)
                  .regex(CLAIM),
                {
                  description: "Address of the OIDC issuer.",
                  allowed: "an https address of at most 255 characters of ASCII, without query",
                  fix: "copy the iss claim of a token of a service connection",
                },
              ),
              audience: explained(z.string().min(1).max(128).regex(CLAIM), {
                description: "The aud claim that the issuer writes.",
                allowed: "1 to 128 characters of ASCII, without spaces and *?$",
                fix: "copy the aud claim of a token of a service connection",
              }),
              subjects: explained(
                z
                  .record(
                    explained(
                      z.string().refine((name) => CONNECTIONS.includes(name)),
                      {
                        description: "Name of a service connection.",
                        allowed: `one of ${CONNECTIONS.join(", ")}`,
                        fix: "name a service connection of the project",
                      },
                    ),
                    explained(z.string().min(1).max(512).regex(CLAIM), {
                      description: "The sub claim of its tokens.",
                      allowed: "the whole claim of at most 512 characters of ASCII, without spaces and *?$",
                      fix: "copy the sub claim of a token of the service connection",
                    }),
                  )
                  .optional(),
                {
                  description:
                    "The sub claims that the issuer writes, by service connection. Default: sc://<organization>/<project>/<connection>, which the Entra issuer does not write.",
                  allowed: "a sub claim for each service connection whose claim differs",
                  fix: "copy the claims of tokens of the service connections",
                },
              ),
            }),
            {
              description: "One issuer.",
              allowed: "url, audience and, optionally, subjects",
              fix: "write them below one dash",
            },
          ),
        )
        .min(1)
        .max(2)
        .optional(),
      {
        description:
          "OIDC issuers that AWS trusts. Default: https://vstoken.dev.azure.com/<organizationId> with audience api://AzureADTokenExchange. Two can be trusted while Azure DevOps moves from one to the other.",
        allowed: "one or two issuers, each with url and audience",
        fix: "leave it out unless Azure DevOps has changed your organization's issuer",
      },
    ),
    awsToolkit: explained(z.enum(["install", "existing"]).default("install"), {
      description:
        "install: the AWS Toolkit extension is installed if the organization lacks it, and never removed. existing: the program does not look.",
      allowed: "install or existing",
      fix: "say existing if the identity that runs the program may not look at extensions",
    }),
    deployTrigger,
  }),
  {
    description: "Where the team develops.",
    allowed: "organization, organizationId, project, deployTrigger; optionally issuers and awsToolkit",
    fix: "fill in the missing keys",
  },
);

const infrastructurePipeline = explained(
  z
    .strictObject({
      stateBucket: explained(z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/), {
        description: "S3 bucket that holds the state of this stack: npm run state -- create makes it.",
        allowed: "the name of a bucket",
        fix: "write the name, without s3:// and without a folder",
      }),
      stateKeyArn: explained(z.string().regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[0-9a-f-]{36}$/), {
        description:
          "KMS key of that bucket and of the secrets in the state. Their Region is that of the key; it may differ from mlops:region.",
        allowed: "the ARN of a KMS key",
        fix: "copy the key's ARN, not its alias",
      }),
    })
    .optional(),
  {
    description:
      "Pipeline that previews and applies changes of this stack. Without it no pipeline does, and people run pulumi themselves.",
    allowed: "stateBucket and stateKeyArn",
    fix: "give both, or leave out the pipeline",
  },
);

const persona = (description: string): z.ZodDefault<z.ZodArray<z.ZodEmail>> =>
  explained(z.array(signInName("Sign-in name of a member.")).default([]), {
    description,
    allowed: "a list of e-mail addresses",
    fix: "write a list, one address a line",
  });

const people = explained(
  z.strictObject({
    dataScientist: persona("Build models. Read automation and staging, nothing in production."),
    leadDataScientist: persona("Build models and approve model versions in the registry."),
    mlEngineer: persona("Operate deployments and approve them for production."),
    platformAdministrator: persona("Change the landing zone itself."),
    auditor: persona("Read how everything is set up and who did what; no data, no changes."),
  }),
  {
    description: "Who belongs to which persona.",
    allowed: PERSONAS.join(", "),
    fix: "use these personas only",
  },
);

/** Settings of one ML team's landing zone. */
export const landingZoneSchema = z.strictObject({
  kind: z.literal("landing-zone").meta({ description: "This stack is one team's landing zone." }),
  profile: explained(z.enum(["trial", "production"]), {
    description:
      "trial: everything can be destroyed. production: stateful resources are protected, guardrails are strict.",
    allowed: "trial or production",
    fix: "say production for anything that people rely on",
  }),
  region: region("Region of all resources. docs/regions.md says what is not offered where."),
  regionOptIn: regionOptIn(
    "done: the accounts have been enabled for a Region that AWS asks to opt into. Without meaning in other Regions, and where an organization stack makes the accounts.",
  ),
  team: explained(
    z.strictObject({
      name: slug("Name of the team.", 12),
      owner: owner("Who answers for the team's landing zone; a tag on every resource."),
      costCenter: tagText("Cost center; a tag on every resource.", 32),
    }),
    {
      description: "The team that this landing zone belongs to.",
      allowed: "name, owner and costCenter",
      fix: "fill in the missing keys",
    },
  ),
  accounts,
  organizationId: explained(
    z
      .string()
      .regex(/^o-[a-z0-9]{10,32}$/)
      .optional(),
    {
      description:
        "AWS organization of the accounts. Statements that reach into another account are bound to it. Needed unless accounts is single.",
      allowed: "an organization id such as o-a1b2c3d4e5",
      fix: "copy the id from AWS Organizations, or from the organization stack's output organizationId",
    },
  ),
  deploymentRole: explained(
    z
      .string()
      .regex(/^[\w+=,.@-]{1,64}$/)
      .optional(),
    {
      description:
        "Role that this program assumes in each account. Default: OrganizationAccountAccessRole; with a single account none, the caller acts itself.",
      allowed: "the name of an IAM role, without path",
      fix: "write the name, not the ARN",
    },
  ),
  network,
  azureDevOps,
  infrastructurePipeline,
  people,
  permissionSets,
  alertEmails: explained(z.array(email("Address that alarms go to.")).min(1), {
    description: "Who is told when an alarm goes off. AWS asks each address to confirm once.",
    allowed: "a list of at least one e-mail address",
    fix: "write a list, one address a line",
  }),
  notifications,
  models,
  dashboards,
  metricSink,
  idleEndpoints,
  studio,
  dataSources,
  featureGroups,
  images,
  imageReplication,
  mlflow,
  openSearch,
  inferenceApi,
  logs,
  webIdentityFederation: explained(z.enum(["create", "existing"]).default("create"), {
    description:
      "Outbound web identity federation of the automation account, by which the function proves its identity to Entra. AWS has one switch an account.",
    allowed: "create or existing",
    fix: "say existing if it is already enabled in the account",
  }),
});

export type LandingZoneSettings = z.output<typeof landingZoneSchema>;
