import type { Properties } from "../../../simulator/clouds";
import { AWS } from "../../support/types";

/** Inputs of the types of SageMaker. */
export const SAGEMAKER_INPUTS: Readonly<Record<string, (name: string) => Properties>> = {
  [AWS.sagemaker.Domain]: (name) => ({
    domainName: name,
    authMode: "IAM",
    vpcId: "vpc-1",
    subnetIds: ["subnet-1", "subnet-2"],
    defaultUserSettings: { executionRole: "arn:aws:iam::111122223333:role/studio" },
  }),
  [AWS.sagemaker.FeatureGroup]: (name) => ({
    featureGroupName: name,
    recordIdentifierFeatureName: "customer_id",
    eventTimeFeatureName: "event_time",
    featureDefinitions: [],
    roleArn: "arn:aws:iam::111122223333:role/feature-store",
  }),
  [AWS.sagemaker.MlflowTrackingServer]: (name) => ({
    trackingServerName: name,
    artifactStoreUri: "s3://mlflow/runs",
    roleArn: "arn:aws:iam::111122223333:role/mlflow",
  }),
  [AWS.sagemaker.ModelPackageGroup]: (name) => ({ modelPackageGroupName: name }),
  [AWS.sagemaker.ModelPackageGroupPolicy]: (name) => ({
    modelPackageGroupName: name,
    resourcePolicy: "{}",
  }),
  [AWS.sagemaker.Space]: (name) => ({ domainId: "d-a1b2c3d4e5f6", spaceName: name }),
  [AWS.sagemaker.StudioLifecycleConfig]: (name) => ({
    studioLifecycleConfigName: name,
    studioLifecycleConfigAppType: "JupyterLab",
    studioLifecycleConfigContent: "ZXhpdCAwCg==",
  }),
  [AWS.sagemaker.UserProfile]: (name) => ({
    domainId: "d-a1b2c3d4e5f6",
    userProfileName: name,
  }),
};
