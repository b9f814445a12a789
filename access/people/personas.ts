import type { Persona } from "../../settings/personas";
import type { PlaneName } from "../../settings/planes";
import type { Capability } from "./capabilities";
import {
  approveVersions,
  browse,
  invokeEndpoints,
  readAlarms,
  readArtifacts,
  readCapture,
  readDashboards,
  readEndpoints,
  readImages,
  readJobs,
  readLogs,
  readRegistry,
} from "./capabilities";
import { audit, endShadowEndpoints, keepSecrets, redriveQueues, stopJobs } from "./operations";

const BUILDS = [browse, readDashboards, readJobs, readRegistry, readImages, readArtifacts, readLogs];
const SERVES = [browse, readEndpoints, readLogs, readAlarms];

/** Who may do what where. Data scientists have no role in production; nobody's role changes what Pulumi made. */
export const CAPABILITIES: Readonly<
  Record<PlaneName, Readonly<Partial<Record<Persona, readonly Capability[]>>>>
> = {
  development: {
    dataScientist: [browse, readJobs, readLogs],
    leadDataScientist: [browse, readJobs, readLogs],
    mlEngineer: [browse, readJobs, readLogs, readAlarms, redriveQueues, stopJobs],
    platformAdministrator: [
      browse,
      readJobs,
      readLogs,
      readAlarms,
      redriveQueues,
      stopJobs,
      keepSecrets,
      audit,
    ],
    auditor: [browse, readJobs, audit],
  },
  automation: {
    dataScientist: BUILDS,
    leadDataScientist: [...BUILDS, approveVersions],
    mlEngineer: [...BUILDS, readAlarms, redriveQueues, stopJobs, endShadowEndpoints],
    platformAdministrator: [
      browse,
      readDashboards,
      readJobs,
      readRegistry,
      readImages,
      readLogs,
      readAlarms,
      redriveQueues,
      stopJobs,
      endShadowEndpoints,
      audit,
    ],
    auditor: [browse, readDashboards, readJobs, readRegistry, readImages, audit],
  },
  staging: {
    dataScientist: SERVES,
    leadDataScientist: SERVES,
    mlEngineer: [...SERVES, invokeEndpoints, readCapture],
    platformAdministrator: [...SERVES, audit],
    auditor: [browse, readEndpoints, audit],
  },
  production: {
    mlEngineer: [...SERVES],
    platformAdministrator: [...SERVES, audit],
    auditor: [browse, readEndpoints, audit],
  },
};
