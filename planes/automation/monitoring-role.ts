import type * as pulumi from "@pulumi/pulumi";

import type { MonitoringAccess } from "../../access/monitoring";
import { monitoringRolePurpose, monitoringStatements } from "../../access/monitoring";
import { ServiceRole } from "../../components/identity/service-role";

/** Role of the jobs that watch one model: they read in the accounts where it serves and where its labels arrive. */
export function monitoringRole(name: string, args: MonitoringAccess, parent: pulumi.Resource): ServiceRole {
  return new ServiceRole(
    name,
    {
      ...args.foundation,
      purpose: monitoringRolePurpose(args.model),
      description: `Jobs that watch the model ${args.model}`,
      service: "sagemaker.amazonaws.com",
      statements: monitoringStatements(args),
    },
    { parent },
  );
}
