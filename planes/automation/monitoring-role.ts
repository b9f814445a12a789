import type * as pulumi from "@pulumi/pulumi";

import type { MonitoringAccess } from "../../access/monitoring";
import { monitoringStatements } from "../../access/monitoring";
import { ServiceRole } from "../../components/identity/service-role";
import { ROLES } from "../../settings/names";

/** Role of monitoring jobs: reads captured data of staging and production, writes reports in automation. */
export function monitoringRole(name: string, args: MonitoringAccess, parent: pulumi.Resource): ServiceRole {
  return new ServiceRole(
    name,
    {
      ...args.foundation,
      purpose: ROLES.monitoring,
      description: "Model Monitor and Clarify jobs",
      service: "sagemaker.amazonaws.com",
      statements: monitoringStatements(args),
    },
    { parent },
  );
}
