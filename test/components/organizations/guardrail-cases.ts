import type { Request } from "./simulation";
import { MEMBER } from "./simulation";

const here = (resource: string): string => `arn:aws:sagemaker:eu-west-1:${MEMBER}:${resource}`;
const KEY = `arn:aws:kms:eu-west-1:${MEMBER}:key/4a1d0b6e-3c52-4f8e-9a77-d1e2f3a4b5c6`;
const SAFE = {
  "sagemaker:VpcSubnets": ["subnet-1"],
  "sagemaker:VolumeKmsKeyArn": KEY,
  "sagemaker:OutputKmsKeyArn": KEY,
  "sagemaker:InstanceTypes": ["ml.m5.large"],
};

function without(...keys: string[]): Record<string, string | string[]> {
  return Object.fromEntries(Object.entries(SAFE).filter(([key]) => !keys.includes(key)));
}

const request = (
  action: string,
  resource: string,
  context: Request["context"] = {},
  principal = "mlops-fraud-automation-model-build",
): Request => ({ action, resource, context, principal });

const train = (context: Request["context"]) =>
  request("sagemaker:CreateTrainingJob", here("training-job/churn"), context);
const iam = (action: string, resource: string, principal: string) =>
  request(`iam:${action}`, `arn:aws:iam::${MEMBER}:${resource}`, {}, principal);
const approve = (principal: string) =>
  request("sagemaker:UpdateModelPackage", here("model-package/churn/7"), {}, principal);
const NOTEBOOK = {
  "sagemaker:VpcSubnets": ["subnet-1"],
  "sagemaker:VolumeKmsKeyArn": KEY,
  "sagemaker:InstanceTypes": ["ml.t3.medium"],
  "sagemaker:DirectInternetAccess": "Disabled",
  "sagemaker:RootAccess": "Disabled",
};
const notebook = (context: Request["context"]) =>
  request("sagemaker:CreateNotebookInstance", here("notebook-instance/ada"), context);
const DOMAIN = {
  "sagemaker:VpcSubnets": ["subnet-1"],
  "sagemaker:VolumeKmsKeyArn": KEY,
  "sagemaker:AppNetworkAccessType": "VpcOnly",
};
const domain = (context: Request["context"], action = "CreateDomain") =>
  request(`sagemaker:${action}`, here("domain/d-1"), context);

/** What teams, pipelines and keepers need to do. */
export const ALLOWED: Readonly<Record<string, Request>> = {
  "a training job in the network, encrypted": train(SAFE),
  "training on an instance with disks of its own, which takes no key": train({
    ...without("sagemaker:VolumeKmsKeyArn"),
    "sagemaker:InstanceTypes": ["ml.g4dn.xlarge"],
  }),
  "a processing job in the network, encrypted": request(
    "sagemaker:CreateProcessingJob",
    here("processing-job/evaluate"),
    SAFE,
  ),
  "a batch transform, whose network is the model's": request(
    "sagemaker:CreateTransformJob",
    here("transform-job/nightly"),
    without("sagemaker:VpcSubnets"),
  ),
  "a model without a network, as serverless endpoints need it": request(
    "sagemaker:CreateModel",
    here("model/churn"),
  ),
  "a serverless endpoint, which names neither instance nor key": request(
    "sagemaker:CreateEndpointConfig",
    here("endpoint-config/churn"),
    { "sagemaker:ServerlessMaxConcurrency": "5" },
  ),
  "an endpoint on an allowed instance, encrypted": request(
    "sagemaker:CreateEndpointConfig",
    here("endpoint-config/churn"),
    { "sagemaker:InstanceTypes": ["ml.m5.large"], "sagemaker:VolumeKmsKeyArn": KEY },
  ),
  "a monitoring schedule that names its job definition": request(
    "sagemaker:CreateMonitoringSchedule",
    here("monitoring-schedule/churn"),
  ),
  "a notebook instance without internet and root": notebook(NOTEBOOK),
  "Studio inside the network": domain(DOMAIN),
  "a new idle time-out of Studio": domain({}, "UpdateDomain"),
  "the default app of Studio": request("sagemaker:CreateApp", here("app/d-1/ada/JupyterServer/default"), {
    "sagemaker:InstanceTypes": ["system"],
  }),
  "an approval by a lead data scientist": approve("mlops-fraud-automation-lead-data-scientist"),
  "a new version that waits for its approval": request(
    "sagemaker:CreateModelPackage",
    here("model-package/churn"),
    { "sagemaker:ModelApprovalStatus": "PendingManualApproval" },
  ),
  "a new boundary by the deployer": iam(
    "CreatePolicyVersion",
    "policy/mlops-fraud-automation-boundary",
    "mlops-deployer",
  ),
  "another issuer by the deployer": iam(
    "CreateOpenIDConnectProvider",
    "oidc-provider/vstoken.dev.azure.com",
    "mlops-deployer",
  ),
  "the deployer's role by its stack set": iam("CreateRole", "role/mlops-deployer", "stacksets-exec-1a2b3c"),
  "an ordinary role by the deployer": iam("CreateRole", "role/mlops-fraud-automation-x", "mlops-deployer"),
  "a global service": {
    ...request("iam:ListRoles", "*", { "aws:RequestedRegion": "us-east-1" }),
  },
  "the removal of a model's history as a last resort": request(
    "sagemaker:DeleteModelPackageGroup",
    here("model-package-group/churn"),
    {},
    "OrganizationAccountAccessRole",
  ),
};

/** What somebody with every permission of the account still may not do. */
export const DENIED: Readonly<Record<string, Request>> = {
  "a training job outside the network": train(without("sagemaker:VpcSubnets")),
  "a training job with an unencrypted volume": train(without("sagemaker:VolumeKmsKeyArn")),
  "a training job with unencrypted output": train(without("sagemaker:OutputKmsKeyArn")),
  "a training job on an instance that nobody agreed to": train({
    ...SAFE,
    "sagemaker:InstanceTypes": ["ml.p4d.24xlarge"],
  }),
  "a tuning job of which one instance is not allowed": request(
    "sagemaker:CreateHyperParameterTuningJob",
    here("hyper-parameter-tuning-job/churn"),
    { ...SAFE, "sagemaker:InstanceTypes": ["ml.m5.large", "ml.p4d.24xlarge"] },
  ),
  "an AutoML job outside the network": request(
    "sagemaker:CreateAutoMLJobV2",
    here("automl-job/churn"),
    without("sagemaker:VpcSubnets", "sagemaker:InstanceTypes"),
  ),
  "a monitoring schedule with a job of its own outside the network": request(
    "sagemaker:CreateMonitoringSchedule",
    here("monitoring-schedule/churn"),
    without("sagemaker:VpcSubnets"),
  ),
  "a batch transform with unencrypted output": request(
    "sagemaker:CreateTransformJob",
    here("transform-job/nightly"),
    without("sagemaker:VpcSubnets", "sagemaker:OutputKmsKeyArn"),
  ),
  "an endpoint with an unencrypted volume": request(
    "sagemaker:CreateEndpointConfig",
    here("endpoint-config/churn"),
    { "sagemaker:InstanceTypes": ["ml.m5.large"] },
  ),
  "a notebook instance with internet": notebook({
    ...NOTEBOOK,
    "sagemaker:DirectInternetAccess": "Enabled",
  }),
  "a notebook instance that leaves internet and root to the defaults": notebook(
    Object.fromEntries(
      Object.entries(NOTEBOOK).filter(([key]) => !/DirectInternetAccess|RootAccess/.test(key)),
    ),
  ),
  "a notebook instance with root": notebook({ ...NOTEBOOK, "sagemaker:RootAccess": "Enabled" }),
  "root on a notebook instance that exists": request(
    "sagemaker:UpdateNotebookInstance",
    here("notebook-instance/ada"),
    { "sagemaker:RootAccess": "Enabled" },
  ),
  "Studio with a way to the internet": domain({
    ...DOMAIN,
    "sagemaker:AppNetworkAccessType": "PublicInternetOnly",
  }),
  "a way to the internet for a Studio that exists": domain(
    { "sagemaker:AppNetworkAccessType": "PublicInternetOnly" },
    "UpdateDomain",
  ),
  "an approval by whoever built the model": approve("mlops-fraud-automation-model-build"),
  "an approval by an ordinary data scientist": approve("mlops-fraud-automation-data-scientist"),
  "an approval by the deployer": approve("mlops-deployer"),
  "a version that is approved from the start": request(
    "sagemaker:CreateModelPackage",
    here("model-package/churn"),
    { "sagemaker:ModelApprovalStatus": "Approved" },
  ),
  "the removal of a model's history by the deployer": request(
    "sagemaker:DeleteModelPackageGroup",
    here("model-package-group/churn"),
    {},
    "mlops-deployer",
  ),
  "another Region": {
    ...request("sqs:CreateQueue", `arn:aws:sqs:us-east-1:${MEMBER}:q`, {
      "aws:RequestedRegion": "us-east-1",
    }),
  },
  "a user": iam("CreateUser", "user/ada", "OrganizationAccountAccessRole"),
  "an access key": iam("CreateAccessKey", "user/ada", "OrganizationAccountAccessRole"),
  "anything by the root user": request("sqs:CreateQueue", `arn:aws:sqs:eu-west-1:${MEMBER}:q`, {}, "root"),
  "leaving the organization": request(
    "organizations:LeaveOrganization",
    "*",
    {},
    "OrganizationAccountAccessRole",
  ),
  "a trail that is stopped": request(
    "cloudtrail:StopLogging",
    `arn:aws:cloudtrail:eu-west-1:${MEMBER}:trail/t`,
    {},
    "OrganizationAccountAccessRole",
  ),
  "the deployer's role changed by itself": iam("PutRolePolicy", "role/mlops-deployer", "mlops-deployer"),
  "a role that stack sets would act with": iam("CreateRole", "role/stacksets-exec-x", "admin"),
  "a boundary changed by an administrator": iam(
    "CreatePolicyVersion",
    "policy/mlops-fraud-automation-boundary",
    "admin",
  ),
  "a role without its boundary": iam(
    "DeleteRolePermissionsBoundary",
    "role/mlops-fraud-automation-model-build",
    "admin",
  ),
  "an issuer added by an administrator": iam("CreateOpenIDConnectProvider", "oidc-provider/evil", "admin"),
  "a public account": request("s3:PutAccountPublicAccessBlock", "*", {}, "admin"),
};
