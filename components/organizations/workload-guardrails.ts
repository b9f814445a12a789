import type { Partition } from "../../settings/regions";
import { iamArn } from "./account-guardrails";
import type { Conditions } from "../identity/policy";
import { ON_OTHER_DISKS } from "../sagemaker/job-conditions";
import type { Denial } from "./service-control-policy";
import { ACCOUNT_ACCESS_ROLE } from "./team-accounts";

const MONITORING_DEFINITIONS = [
  "sagemaker:CreateDataQualityJobDefinition",
  "sagemaker:CreateModelBiasJobDefinition",
  "sagemaker:CreateModelExplainabilityJobDefinition",
  "sagemaker:CreateModelQualityJobDefinition",
];
const AUTOML = ["sagemaker:CreateAutoMLJob", "sagemaker:CreateAutoMLJobV2"];
const JOBS = [
  "sagemaker:CreateHyperParameterTuningJob",
  "sagemaker:CreateProcessingJob",
  "sagemaker:CreateTrainingJob",
];
const SCHEDULES = ["sagemaker:CreateMonitoringSchedule", "sagemaker:UpdateMonitoringSchedule"];
const NOTEBOOK = "sagemaker:CreateNotebookInstance";
const TRANSFORM = "sagemaker:CreateTransformJob";

/** What the default apps of Studio run on; AWS provides it. */
const STUDIO_SYSTEM_INSTANCE = "system";

/**
 * Jobs run inside a network and encrypt what they write. Only actions for which AWS knows the condition key are named:
 * for others the key is always absent, and the denial would hold always. That leaves out CreateModel, whose network a
 * serverless endpoint forbids. A schedule that names a job definition has neither network nor key of its own, so
 * schedules are judged only where they bring instances along.
 */
export function privateEncryptedJobs(): Denial[] {
  const inline = { "sagemaker:InstanceTypes": "false" };
  return [
    deny("JobsInTheNetwork", [...AUTOML, ...JOBS, ...MONITORING_DEFINITIONS, NOTEBOOK], {
      Null: { "sagemaker:VpcSubnets": "true" },
    }),
    deny("ClustersInTheNetwork", ["sagemaker:CreateCluster"], { Null: { "sagemaker:VpcSubnets": "true" } }),
    deny("SchedulesInTheNetwork", SCHEDULES, { Null: { "sagemaker:VpcSubnets": "true", ...inline } }),
    deny(
      "EncryptedVolumes",
      [
        ...JOBS,
        ...MONITORING_DEFINITIONS,
        ...SCHEDULES,
        "sagemaker:CreateEndpointConfig",
        NOTEBOOK,
        TRANSFORM,
      ],
      { Null: { "sagemaker:VolumeKmsKeyArn": "true" }, ...ON_OTHER_DISKS },
    ),
    deny("EncryptedVolumesOfAutoMl", AUTOML, { Null: { "sagemaker:VolumeKmsKeyArn": "true" } }),
    deny(
      "EncryptedOutput",
      [...AUTOML, ...JOBS, ...MONITORING_DEFINITIONS, "sagemaker:CreateLabelingJob", TRANSFORM],
      { Null: { "sagemaker:OutputKmsKeyArn": "true" } },
    ),
    deny("EncryptedOutputOfSchedules", SCHEDULES, {
      Null: { "sagemaker:OutputKmsKeyArn": "true", ...inline },
    }),
  ];
}

/** Studio and notebooks without a way to the internet, instance types that somebody agreed to pay for, and who approves. */
export function studioAndApproval(partition: Partition, allowedInstanceTypes: readonly string[]): Denial[] {
  const lead = iamArn(partition, "role/mlops-*-automation-lead-data-scientist");
  const production = iamArn(partition, "role/mlops-*-production-model-deploy");
  return [
    // Left out, both are on: whoever makes a notebook has to switch them off.
    deny("NotebooksWithoutInternet", [NOTEBOOK], {
      StringNotEquals: { "sagemaker:DirectInternetAccess": "Disabled" },
    }),
    deny("NotebooksWithoutRoot", [NOTEBOOK], { StringNotEquals: { "sagemaker:RootAccess": "Disabled" } }),
    deny("NotebooksStayWithoutRoot", ["sagemaker:UpdateNotebookInstance"], {
      StringEquals: { "sagemaker:RootAccess": "Enabled" },
    }),
    deny("StudioInTheNetwork", ["sagemaker:CreateDomain"], {
      StringNotEquals: { "sagemaker:AppNetworkAccessType": "VpcOnly" },
    }),
    deny("StudioStaysInTheNetwork", ["sagemaker:UpdateDomain"], {
      StringEquals: { "sagemaker:AppNetworkAccessType": "PublicInternetOnly" },
    }),
    deny("EncryptedStudio", ["sagemaker:CreateDomain"], { Null: { "sagemaker:VolumeKmsKeyArn": "true" } }),
    // Actions that name no instance are not touched: "any value" of an absent key is never true.
    deny("AllowedInstanceTypes", ["sagemaker:Create*", "sagemaker:Update*"], {
      "ForAnyValue:StringNotLike": {
        "sagemaker:InstanceTypes": [...allowedInstanceTypes, STUDIO_SYSTEM_INSTANCE],
      },
    }),
    deny("LeadsApproveModels", ["sagemaker:UpdateModelPackage"], {
      ArnNotLike: { "aws:PrincipalArn": lead },
      Null: { "sagemaker:ModelApprovalStatus": "false" },
    }),
    // Whoever deployed a version to production says so in its life cycle; approval is denied to it above.
    deny("OnlyProductionMovesStages", ["sagemaker:UpdateModelPackage"], {
      ArnNotLike: { "aws:PrincipalArn": [lead, production] },
    }),
    deny("NobodyRegistersApprovedModels", ["sagemaker:CreateModelPackage"], {
      StringEquals: { "sagemaker:ModelApprovalStatus": "Approved" },
    }),
  ];
}

/** What production's accounts keep: the history of models. The role of last resort is left to remove a group. */
export function keepModels(partition: Partition): Denial[] {
  return [
    deny("KeepModelGroups", ["sagemaker:DeleteModelPackageGroup"], {
      ArnNotLike: { "aws:PrincipalArn": iamArn(partition, `role/${ACCOUNT_ACCESS_ROLE}`) },
    }),
  ];
}

function deny(sid: string, actions: readonly string[], conditions: Conditions): Denial {
  return { sid, effect: "Deny", actions, resources: ["*"], conditions };
}
