import * as pulumi from "@pulumi/pulumi";

import type { Conditions } from "../identity/policy";

/** Network and key that jobs have to use. */
export interface JobPlace {
  readonly kmsKeyArn: pulumi.Input<string>;
  readonly subnetIds: readonly pulumi.Input<string>[];
  readonly securityGroupId: pulumi.Input<string>;
}

/** Instances with disks of their own: AWS encrypts those in hardware and refuses a key for the volume. */
export const LOCAL_DISKS = ["ml.*d.*", "ml.*dn.*", "ml.*de.*", "ml.g5.*", "ml.g6*", "ml.p5*", "ml.trn*"];

/** Condition of a denial: on instances whose volumes take a key. */
export const ON_OTHER_DISKS: Conditions = {
  "ForAnyValue:StringNotLike": { "sagemaker:InstanceTypes": LOCAL_DISKS },
};

/** Within the private network: neither outside, by leaving the network out, nor in another one. */
export function inNetwork({ subnetIds, securityGroupId }: JobPlace): Conditions {
  return {
    Null: { "sagemaker:VpcSubnets": "false", "sagemaker:VpcSecurityGroupIds": "false" },
    "ForAllValues:StringEquals": {
      "sagemaker:VpcSubnets": pulumi.all([...subnetIds]),
      "sagemaker:VpcSecurityGroupIds": securityGroupId,
    },
  };
}

/** Results always; volumes wherever there are some: instances with disks of their own take no key. */
export function encrypted({ kmsKeyArn }: JobPlace): Conditions {
  return {
    ArnEquals: { "sagemaker:OutputKmsKeyArn": kmsKeyArn },
    ArnEqualsIfExists: { "sagemaker:VolumeKmsKeyArn": kmsKeyArn },
  };
}
