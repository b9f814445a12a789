import { z } from "zod";

import { cidr, explained } from "./values";

/** How the accounts where people and pipelines work reach the internet; accounts where models serve never do. */
export const NAT_GATEWAYS = ["none", "single", "perZone"] as const;
export type NatGateways = (typeof NAT_GATEWAYS)[number];

/** Networks of the four accounts. */
export const network = explained(
  z.strictObject({
    development: cidr("Network of the development account."),
    automation: cidr("Network of the automation account."),
    staging: cidr("Network of the staging account."),
    production: cidr("Network of the production account."),
    availabilityZones: explained(z.int().min(2).max(3).default(3), {
      description: "How many Availability Zones have a private subnet.",
      allowed: "2 or 3",
      fix: "use 3 in production; 2 is enough for a trial",
    }),
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
      "development, automation, staging and production; optionally availabilityZones, natGateways and interfaceEndpoints",
    fix: "give all four networks",
  },
);
