import assert from "node:assert/strict";

import { experimentStatements } from "../../../access/experiments";
import { scopeOf } from "../../support/planes";
import type { Asked } from "./simulated-session";
import { allows } from "./simulated-session";

const ACCOUNT = "eu-west-1:200000000001";
const KEY = `arn:aws:kms:${ACCOUNT}:key/4a1d0b6e-3c52-4f8e-9a77-d1e2f3a4b5c6`;
const OTHER_KEY = `arn:aws:kms:${ACCOUNT}:key/00000000-3c52-4f8e-9a77-d1e2f3a4b5c6`;
const ROLE = "arn:aws:iam::200000000001:role/mlops-fraud-development-studio-data-scientist";
const statements = experimentStatements(scopeOf("development"), ROLE, {
  kmsKeyArn: KEY,
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  securityGroupId: "sg-1",
});

const experiment = (kind: string, name = "fraud-exp-try"): string =>
  `arn:aws:sagemaker:${ACCOUNT}:${kind}/${name}`;
const logs = (job: string): string =>
  `arn:aws:logs:${ACCOUNT}:log-group:/aws/sagemaker/TrainingJobs:log-stream:${job}/algo-1`;
const network = (id: string) => ({ "ec2:Vpc": `arn:aws:ec2:${ACCOUNT}:vpc/${id}` });
const INTERFACE = `arn:aws:ec2:${ACCOUNT}:network-interface/eni-1`;
const NETWORK = { "sagemaker:VpcSubnets": ["subnet-1"], "sagemaker:VpcSecurityGroupIds": ["sg-1"] };
const OUTPUT = { "sagemaker:OutputKmsKeyArn": KEY };
const VOLUME = { "sagemaker:VolumeKmsKeyArn": KEY };
const HARDENED = { ...NETWORK, ...OUTPUT, ...VOLUME };

describe("a session with experimentStatements", () => {
  const train = "sagemaker:CreateTrainingJob";
  const without = (context: object, key: string) =>
    Object.fromEntries(Object.entries(context).filter(([name]) => name !== key)) as typeof HARDENED;
  const table: Readonly<Record<string, readonly [boolean, Asked]>> = {
    "train in the network, with the key": [true, [train, experiment("training-job"), HARDENED]],
    "process in the network, with the key": [
      true,
      ["sagemaker:CreateProcessingJob", experiment("processing-job"), HARDENED],
    ],
    "tune in the network, with the key": [
      true,
      ["sagemaker:CreateHyperParameterTuningJob", experiment("hyper-parameter-tuning-job"), HARDENED],
    ],
    "train on an instance with disks of its own": [
      true,
      [train, experiment("training-job"), without(HARDENED, "sagemaker:VolumeKmsKeyArn")],
    ],
    "train under a name of pipelines": [
      false,
      [train, experiment("training-job", "fraud-churn-train"), HARDENED],
    ],
    "train outside of the network": [
      false,
      [train, experiment("training-job"), without(HARDENED, "sagemaker:VpcSubnets")],
    ],
    "train in another subnet": [
      false,
      [train, experiment("training-job"), { ...HARDENED, "sagemaker:VpcSubnets": ["subnet-1", "subnet-9"] }],
    ],
    "train with another security group": [
      false,
      [train, experiment("training-job"), { ...HARDENED, "sagemaker:VpcSecurityGroupIds": ["sg-9"] }],
    ],
    "train with results under no key": [
      false,
      [train, experiment("training-job"), without(HARDENED, "sagemaker:OutputKmsKeyArn")],
    ],
    "train with results under another key": [
      false,
      [train, experiment("training-job"), { ...HARDENED, "sagemaker:OutputKmsKeyArn": OTHER_KEY }],
    ],
    "train with volumes under another key": [
      false,
      [train, experiment("training-job"), { ...HARDENED, "sagemaker:VolumeKmsKeyArn": OTHER_KEY }],
    ],
    "make a model in the network": [true, ["sagemaker:CreateModel", experiment("model"), NETWORK]],
    "make a model outside of the network": [false, ["sagemaker:CreateModel", experiment("model")]],
    "delete a model that serves": [false, ["sagemaker:DeleteModel", experiment("model", "fraud-churn-1")]],
    "serve a model": [false, ["sagemaker:CreateEndpoint", experiment("endpoint")]],
    "transform with the key": [
      true,
      ["sagemaker:CreateTransformJob", experiment("transform-job"), { ...OUTPUT, ...VOLUME }],
    ],
    "transform without key": [false, ["sagemaker:CreateTransformJob", experiment("transform-job")]],
    "stop an experiment": [true, ["sagemaker:StopTrainingJob", experiment("training-job")]],
    "stop a job of a pipeline": [
      false,
      ["sagemaker:StopTrainingJob", experiment("training-job", "pipelines-abc-Train")],
    ],
    "pass the own role to SageMaker": [
      true,
      ["iam:PassRole", ROLE, { "iam:PassedToService": "sagemaker.amazonaws.com" }],
    ],
    "pass the own role to Lambda": [
      false,
      ["iam:PassRole", ROLE, { "iam:PassedToService": "lambda.amazonaws.com" }],
    ],
    "pass the role of another persona": [
      false,
      [
        "iam:PassRole",
        ROLE.replace("studio-data", "studio-lead-data"),
        { "iam:PassedToService": "sagemaker.amazonaws.com" },
      ],
    ],
    "give the key to a service": [true, ["kms:CreateGrant", KEY, { "kms:GrantIsForAWSResource": "true" }]],
    "give the key to anybody else": [
      false,
      ["kms:CreateGrant", KEY, { "kms:GrantIsForAWSResource": "false" }],
    ],
    "lend an interface of the network": [
      true,
      ["ec2:CreateNetworkInterfacePermission", INTERFACE, network("vpc-1")],
    ],
    "lend an interface of another network": [
      false,
      ["ec2:CreateNetworkInterfacePermission", INTERFACE, network("vpc-9")],
    ],
    "remove an interface of another network": [
      false,
      ["ec2:DeleteNetworkInterface", INTERFACE, network("vpc-9")],
    ],
    "read the logs of an experiment": [true, ["logs:GetLogEvents", logs("fraud-exp-try")]],
    "read the logs of a pipeline": [false, ["logs:GetLogEvents", logs("pipelines-abc")]],
  };

  for (const [what, [allowed, asked]] of Object.entries(table)) {
    it(`${allowed ? "may" : "may not"} ${what}`, async () => {
      assert.equal(await allows(statements, asked), allowed);
    });
  }
});
