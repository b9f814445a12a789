import { types } from "../../../../policy/harness/types";
import { sagemakerDomainIdleShutdown } from "../../../../policy/rules/sagemaker/sagemaker-domain-idle-shutdown";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

const app = () => ({
  appLifecycleManagement: {
    idleSettings: {
      lifecycleManagement: "ENABLED",
      idleTimeoutInMinutes: 120,
      minIdleTimeoutInMinutes: 60,
      maxIdleTimeoutInMinutes: 480,
    },
  },
});
const idle = (name: string): string => `defaultUserSettings.${name}.appLifecycleManagement.idleSettings`;
const LAB = idle("jupyterLabAppSettings");
const EDITOR = idle("codeEditorAppSettings");

testResourceRule(sagemakerDomainIdleShutdown, {
  compliant: {
    type: types.studioDomain,
    name: "studio",
    props: { defaultUserSettings: { jupyterLabAppSettings: app(), codeEditorAppSettings: app() } },
  },
  accepts: { "the longest time that is allowed": { [`${LAB}.idleTimeoutInMinutes`]: 480 } },
  refuses: {
    "JupyterLab that runs for ever": [
      { [`${LAB}.lifecycleManagement`]: "DISABLED" },
      `${LAB}.lifecycleManagement: is not ENABLED`,
    ],
    "Code Editor that runs for ever": [
      { [`${EDITOR}.lifecycleManagement`]: ABSENT },
      `${EDITOR}.lifecycleManagement: is not ENABLED`,
    ],
    "JupyterLab that idles for a day": [
      { [`${LAB}.idleTimeoutInMinutes`]: 1440 },
      `${LAB}.idleTimeoutInMinutes: is not at most 480`,
    ],
    "Code Editor that idles for a day": [
      { [`${EDITOR}.idleTimeoutInMinutes`]: 481 },
      `${EDITOR}.idleTimeoutInMinutes: is not at most 480`,
    ],
    "people who may let apps idle for as long as they like": [
      { [`${EDITOR}.maxIdleTimeoutInMinutes`]: ABSENT },
      `${EDITOR}.maxIdleTimeoutInMinutes: is not at most 480`,
    ],
  },
  undecided: {
    "an unknown time": [{ [`${LAB}.idleTimeoutInMinutes`]: UNKNOWN }, `${LAB}.idleTimeoutInMinutes`],
  },
});

const OWN = "userSettings.jupyterLabAppSettings.appLifecycleManagement.idleSettings";

describe("a profile", () => {
  testResourceRule(sagemakerDomainIdleShutdown, {
    compliant: {
      type: types.userProfile,
      name: "ada",
      props: { userSettings: { jupyterLabAppSettings: app(), codeEditorAppSettings: app() } },
    },
    accepts: { "what the domain says": { userSettings: { executionRole: "role" } } },
    refuses: {
      "JupyterLab that runs for ever": [
        { [`${OWN}.lifecycleManagement`]: "DISABLED" },
        `${OWN}.lifecycleManagement: is not ENABLED`,
      ],
      "JupyterLab that idles for a day": [
        { [`${OWN}.idleTimeoutInMinutes`]: 1440 },
        `${OWN}.idleTimeoutInMinutes: is not at most 480`,
      ],
    },
  });
});
