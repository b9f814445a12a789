import { z } from "zod";

import { cidr, explained } from "./values";

/** How the accounts where people and pipelines work reach the internet; accounts where models serve never do. */
export const NAT_GATEWAYS = ["none", "single", "perZone"] as const;
export type NatGateways = (typeof NAT_GATEWAYS)[number];

/** Availability Zones of a network if nothing else is said. */
export const DEFAULT_ZONES = 3;

/** Networks of the four accounts. */
export const network = explained(
  z.strictObject({
    development: cidr("Network of the development account."),
    automation: cidr("Network of the automation account."),
    staging: cidr("Network of the staging account."),
    production: cidr("Network of the production account."),
    availabilityZones: explained(z.int().min(2).max(3).default(DEFAULT_ZONES), {
      description: "How many Availability Zones have a private subnet.",
      allowed: "2 or 3",
      fix: "use 3 in production; 2 is enough for a trial",
    }),
    zones: explained(
      z
        .array(
          explained(z.string().regex(/^[a-z]{2,6}\d-az\d{1,2}$/), {
            description:
              "Id of an Availability Zone, the same in all accounts; names such as eu-west-1a are not.",
            allowed: "the id of an Availability Zone such as euw1-az2",
            fix: "copy ids from aws ec2 describe-availability-zones --query AvailabilityZones[].ZoneId",
          }),
        )
        .min(2)
        .max(3)
        .optional(),
      {
        description:
          "In which Availability Zones the subnets are, in their order. Default: the first of the account by name. Another zone replaces its subnet with all that is in it. docs/regions.md says how to find zones that have all endpoint services.",
        allowed:
          "as many ids of Availability Zones as availabilityZones says, such as [euw1-az1, euw1-az2, euw1-az3]",
        fix: "leave it out unless a service has no endpoint in one of the first zones",
      },
    ),
    natGateways: explained(z.enum(NAT_GATEWAYS).default("none"), {
      description:
        "Way to the internet of development and automation: none, one NAT gateway for all zones, or one per zone. Staging and production never have one.",
      allowed: "none, single or perZone",
      fix: "leave it out unless notebooks must reach package indexes that have no private mirror",
    }),
    interfaceEndpoints: explained(z.enum(["create", "none"]).default("create"), {
      description:
        "Private ways to SageMaker, ECR, KMS, logs and the other services that workloads call. Each costs about 8 USD a month for each zone.",
      allowed: "create or none",
      fix: "say none only for a trial with a NAT gateway; staging and production then reach S3 and DynamoDB alone",
    }),
  }),
  {
    description: "Private networks of the accounts. They may not overlap.",
    allowed:
      "development, automation, staging and production; optionally availabilityZones, zones, natGateways and interfaceEndpoints",
    fix: "give all four networks",
  },
);
