import type { Properties } from "../../../simulator/clouds";

/** Inputs of the types of SageMaker. */
export const SAGEMAKER_INPUTS: Readonly<Record<string, (name: string) => Properties>> = {
  "aws:sagemaker/domain:Domain": (name) => ({
    domainName: name,
    authMode: "IAM",
    vpcId: "vpc-1",
    subnetIds: ["subnet-1", "subnet-2"],
    defaultUserSettings: { executionRole: "arn:aws:iam::111122223333:role/studio" },
  }),
  "aws:sagemaker/featureGroup:FeatureGroup": (name) => ({
    featureGroupName: name,
    recordIdentifierFeatureName: "customer_id",
    eventTimeFeatureName: "event_time",
    featureDefinitions: [],
    roleArn: "arn:aws:iam::111122223333:role/feature-store",
  }),
  "aws:sagemaker/mlflowTrackingServer:MlflowTrackingServer": (name) => ({
    trackingServerName: name,
    artifactStoreUri: "s3://mlflow/runs",
    roleArn: "arn:aws:iam::111122223333:role/mlflow",
  }),
  "aws:sagemaker/modelPackageGroup:ModelPackageGroup": (name) => ({ modelPackageGroupName: name }),
  "aws:sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy": (name) => ({
    modelPackageGroupName: name,
    resourcePolicy: "{}",
  }),
  "aws:sagemaker/space:Space": (name) => ({ domainId: "d-a1b2c3d4e5f6", spaceName: name }),
  "aws:sagemaker/studioLifecycleConfig:StudioLifecycleConfig": (name) => ({
    studioLifecycleConfigName: name,
    studioLifecycleConfigAppType: "JupyterLab",
    studioLifecycleConfigContent: "ZXhpdCAwCg==",
  }),
  "aws:sagemaker/userProfile:UserProfile": (name) => ({
    domainId: "d-a1b2c3d4e5f6",
    userProfileName: name,
  }),
};
