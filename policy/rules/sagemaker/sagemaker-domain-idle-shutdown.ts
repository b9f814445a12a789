import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

const APPS = ["jupyterLabAppSettings", "codeEditorAppSettings"];

export const sagemakerDomainIdleShutdown = resourceRule<{ maximumMinutes: number }>({
  name: "sagemaker-domain-idle-shutdown",
  description: "Studio apps that nobody uses are shut down, and people cannot turn that off.",
  severity: "medium",
  level: "mandatory",
  controls: ["Well-Architected COST04-BP04"],
  remediation:
    "enable idleSettings of JupyterLab and Code Editor, with idleTimeoutInMinutes and maxIdleTimeoutInMinutes",
  url: "https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-idle-shutdown.html",
  config: {
    maximumMinutes: {
      type: "integer",
      minimum: 60,
      maximum: 525_600,
      default: 480,
      description: "Longest time, in minutes, that an app may be idle; also what people may choose at most.",
    },
  },
  types: [types.studioDomain, types.userProfile],
  check(resource, report, { maximumMinutes }) {
    const isDomain = resource.type === types.studioDomain;
    for (const app of APPS) {
      const lifecycle = `${isDomain ? "defaultUserSettings" : "userSettings"}.${app}.appLifecycleManagement`;
      // A profile that says nothing has what its domain says.
      if (!isDomain && !resource.has(lifecycle)) {
        continue;
      }
      const idle = `${lifecycle}.idleSettings`;
      report.expect(`${idle}.lifecycleManagement`, (state) => state === "ENABLED", "is not ENABLED");
      for (const limit of ["idleTimeoutInMinutes", "maxIdleTimeoutInMinutes"]) {
        report.expect(
          `${idle}.${limit}`,
          (minutes) => typeof minutes === "number" && minutes <= maximumMinutes,
          `is not at most ${maximumMinutes}`,
        );
      }
    }
  },
});
