import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** How Studio apps run. */
export interface StudioAppArgs {
  /** Instance type that new apps start on. */
  readonly instanceType: string;
  /** Minutes without activity after which an app is shut down; people may shorten but not lengthen it. */
  readonly idleMinutes: number;
  /** Size of the volume of a space, in GiB, and the most that its owner can make of it. */
  readonly volumeGiB: number;
}

/** Shortest time to an idle shut-down that SageMaker takes, in minutes. */
const SHORTEST_IDLE_MINUTES = 60;

/**
 * Settings of JupyterLab or Code Editor.
 *
 * @param lifecycleConfigArn - Script that runs when the app starts; it has to be on the list before it can be the
 * default. @default none
 */
export function appSettings(
  { instanceType, idleMinutes }: StudioAppArgs,
  lifecycleConfigArn?: pulumi.Input<string>,
): aws.types.input.sagemaker.UserProfileUserSettingsJupyterLabAppSettings {
  const script = lifecycleConfigArn === undefined ? {} : { lifecycleConfigArn };
  return {
    ...(lifecycleConfigArn === undefined ? {} : { lifecycleConfigArns: [lifecycleConfigArn] }),
    defaultResourceSpec: { instanceType, ...script },
    appLifecycleManagement: {
      idleSettings: {
        lifecycleManagement: "ENABLED",
        idleTimeoutInMinutes: idleMinutes,
        minIdleTimeoutInMinutes: SHORTEST_IDLE_MINUTES,
        maxIdleTimeoutInMinutes: idleMinutes,
      },
    },
  };
}

/** Volumes of private spaces. */
export function spaceStorage({
  volumeGiB,
}: StudioAppArgs): aws.types.input.sagemaker.UserProfileUserSettingsSpaceStorageSettings {
  return {
    defaultEbsStorageSettings: {
      defaultEbsVolumeSizeInGb: volumeGiB,
      maximumEbsVolumeSizeInGb: volumeGiB,
    },
  };
}
