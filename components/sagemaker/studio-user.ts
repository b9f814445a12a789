import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import type { StudioAppArgs } from "./studio-apps";
import { appSettings, spaceStorage } from "./studio-apps";
import type { StudioApp } from "./studio-lifecycle-configuration";
import { PERSON_TAG, studioProfileName, studioSpaceName } from "./studio-names";

export interface StudioUserArgs extends StudioAppArgs {
  readonly scope: Scope;
  readonly domainId: pulumi.Input<string>;
  /** Sign-in name of the person. With Identity Center it is the user's name there. */
  readonly email: string;
  readonly signIn: "iam" | "identityCenter";
  readonly executionRoleArn: pulumi.Input<string>;
  /** Scripts that run when an app starts. */
  readonly lifecycleConfigurationArns: Readonly<Record<StudioApp, pulumi.Input<string>>>;
}

/**
 * A person's profile and private JupyterLab space. The profile has every setting of apps that may change, as the domain
 * cannot be updated; an app that runs takes it at its next start. What the space runs on and how big it is belongs to its
 * owner from then on; its volume holds the person's work, so in production it refuses to be deleted.
 */
export class StudioUser extends pulumi.ComponentResource {
  public readonly profileName: pulumi.Output<string>;

  constructor(name: string, args: StudioUserArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:sagemaker:StudioUser", name, {}, opts);
    const profileName = studioProfileName(args.email);
    const tags = { [PERSON_TAG]: args.email };
    const profile = new aws.sagemaker.UserProfile(
      name,
      {
        domainId: args.domainId,
        userProfileName: profileName,
        ...(args.signIn === "identityCenter"
          ? { singleSignOnUserIdentifier: "UserName", singleSignOnUserValue: args.email }
          : {}),
        userSettings: userSettings(args),
        tags,
      },
      { parent: this },
    );
    new aws.sagemaker.Space(
      `${name}-space`,
      {
        domainId: args.domainId,
        spaceName: studioSpaceName(profileName),
        ownershipSettings: { ownerUserProfileName: profile.userProfileName },
        spaceSharingSettings: { sharingType: "Private" },
        spaceSettings: {
          appType: "JupyterLab",
          spaceStorageSettings: { ebsStorageSettings: { ebsVolumeSizeInGb: args.volumeGiB } },
        },
        tags,
      },
      { parent: this, protect: args.scope.protect, ignoreChanges: ["spaceSettings"] },
    );
    this.profileName = profile.userProfileName;
    this.registerOutputs({ profileName: this.profileName });
  }
}

function userSettings(args: StudioUserArgs): aws.types.input.sagemaker.UserProfileUserSettings {
  const { JupyterLab, CodeEditor } = args.lifecycleConfigurationArns;
  return {
    executionRole: args.executionRoleArn,
    jupyterLabAppSettings: appSettings(args, JupyterLab),
    codeEditorAppSettings: appSettings(args, CodeEditor),
    spaceStorageSettings: spaceStorage(args),
  };
}
