import assert from "node:assert/strict";

import { renderDocument } from "../../../components/identity/policy";
import type { Denial } from "../../../components/organizations/service-control-policy";
import {
  keepModels,
  privateEncryptedJobs,
  studioAndApproval,
} from "../../../components/organizations/workload-guardrails";
import { document } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";

const documentOf = async (statements: readonly Denial[]): Promise<unknown> =>
  JSON.parse(await valueOf(renderDocument(statements)));

const deny = (sid: string, actions: string | readonly string[], condition: object): object => ({
  Sid: sid,
  Effect: "Deny",
  Action: typeof actions === "string" ? `sagemaker:${actions}` : actions.map((name) => `sagemaker:${name}`),
  Resource: "*",
  Condition: condition,
});

const AUTOML = ["CreateAutoMLJob", "CreateAutoMLJobV2"];
const JOBS = ["CreateHyperParameterTuningJob", "CreateProcessingJob", "CreateTrainingJob"];
const DEFINITIONS = [
  "CreateDataQualityJobDefinition",
  "CreateModelBiasJobDefinition",
  "CreateModelExplainabilityJobDefinition",
  "CreateModelQualityJobDefinition",
];
const SCHEDULES = ["CreateMonitoringSchedule", "UpdateMonitoringSchedule"];

describe("privateEncryptedJobs", () => {
  it("denies jobs outside a network, and volumes and output without a key", async () => {
    assert.deepEqual(
      await documentOf(privateEncryptedJobs()),
      document(
        deny("JobsInTheNetwork", [...AUTOML, ...JOBS, ...DEFINITIONS, "CreateNotebookInstance"], {
          Null: { "sagemaker:VpcSubnets": "true" },
        }),
        deny("ClustersInTheNetwork", "CreateCluster", { Null: { "sagemaker:VpcSubnets": "true" } }),
        deny("SchedulesInTheNetwork", SCHEDULES, {
          Null: { "sagemaker:VpcSubnets": "true", "sagemaker:InstanceTypes": "false" },
        }),
        deny(
          "EncryptedVolumes",
          [
            ...JOBS,
            ...DEFINITIONS,
            ...SCHEDULES,
            "CreateEndpointConfig",
            "CreateNotebookInstance",
            "CreateTransformJob",
          ],
          {
            Null: { "sagemaker:VolumeKmsKeyArn": "true" },
            "ForAnyValue:StringNotLike": {
              "sagemaker:InstanceTypes": [
                "ml.*d.*",
                "ml.*dn.*",
                "ml.*de.*",
                "ml.g5.*",
                "ml.g6*",
                "ml.p5*",
                "ml.trn*",
              ],
            },
          },
        ),
        deny("EncryptedVolumesOfAutoMl", AUTOML, { Null: { "sagemaker:VolumeKmsKeyArn": "true" } }),
        deny(
          "EncryptedOutput",
          [...AUTOML, ...JOBS, ...DEFINITIONS, "CreateLabelingJob", "CreateTransformJob"],
          { Null: { "sagemaker:OutputKmsKeyArn": "true" } },
        ),
        deny("EncryptedOutputOfSchedules", SCHEDULES, {
          Null: { "sagemaker:OutputKmsKeyArn": "true", "sagemaker:InstanceTypes": "false" },
        }),
      ),
    );
  });
});

describe("studioAndApproval", () => {
  it("closes Studio and notebooks, limits instances, and leaves approval to leads", async () => {
    assert.deepEqual(
      await documentOf(studioAndApproval("aws", ["ml.m5.*", "ml.t3.medium"])),
      document(
        deny("NotebooksWithoutInternet", "CreateNotebookInstance", {
          StringNotEquals: { "sagemaker:DirectInternetAccess": "Disabled" },
        }),
        deny("NotebooksWithoutRoot", "CreateNotebookInstance", {
          StringNotEquals: { "sagemaker:RootAccess": "Disabled" },
        }),
        deny("NotebooksStayWithoutRoot", "UpdateNotebookInstance", {
          StringEquals: { "sagemaker:RootAccess": "Enabled" },
        }),
        deny("StudioInTheNetwork", "CreateDomain", {
          StringNotEquals: { "sagemaker:AppNetworkAccessType": "VpcOnly" },
        }),
        deny("StudioStaysInTheNetwork", "UpdateDomain", {
          StringEquals: { "sagemaker:AppNetworkAccessType": "PublicInternetOnly" },
        }),
        deny("EncryptedStudio", "CreateDomain", { Null: { "sagemaker:VolumeKmsKeyArn": "true" } }),
        deny("AllowedInstanceTypes", ["Create*", "Update*"], {
          "ForAnyValue:StringNotLike": { "sagemaker:InstanceTypes": ["ml.m5.*", "ml.t3.medium", "system"] },
        }),
        deny("LeadsApproveModels", "UpdateModelPackage", {
          ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/mlops-*-automation-lead-data-scientist" },
          Null: { "sagemaker:ModelApprovalStatus": "false" },
        }),
        deny("OnlyProductionMovesStages", "UpdateModelPackage", {
          ArnNotLike: {
            "aws:PrincipalArn": [
              "arn:aws:iam::*:role/mlops-*-automation-lead-data-scientist",
              "arn:aws:iam::*:role/mlops-*-production-model-deploy",
            ],
          },
        }),
        deny("NobodyRegistersApprovedModels", "CreateModelPackage", {
          StringEquals: { "sagemaker:ModelApprovalStatus": "Approved" },
        }),
      ),
    );
  });
});

describe("keepModels", () => {
  it("leaves the removal of a model's history to the role of last resort", async () => {
    assert.deepEqual(
      await documentOf(keepModels("aws")),
      document(
        deny("KeepModelGroups", "DeleteModelPackageGroup", {
          ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/OrganizationAccountAccessRole" },
        }),
      ),
    );
  });
});
