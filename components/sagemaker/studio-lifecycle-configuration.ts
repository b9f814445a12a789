import { createHash } from "node:crypto";

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { physicalName } from "../../settings/scope";

/** Studio applications that people work in, with the word for them in names. */
const APP_NAMES = { JupyterLab: "jupyter-lab", CodeEditor: "code-editor" } as const;
export type StudioApp = keyof typeof APP_NAMES;

export interface StudioLifecycleConfigurationArgs {
  readonly scope: Scope;
  readonly app: StudioApp;
  /** Shell script with LF line ends that ends with status 0 within five minutes. */
  readonly script: pulumi.Input<string>;
}

/** What SageMaker takes, in base64. */
const MAX_CONTENT_LENGTH = 16_384;

/**
 * Script that runs whenever an app of a space starts. SageMaker changes none, so its name ends with a hash of the
 * content: a changed script is a second configuration, to which profiles move. SageMaker deletes none that a running app
 * uses or that a domain of an earlier version names, so where people work, the first is left behind.
 */
export class StudioLifecycleConfiguration extends pulumi.ComponentResource {
  public readonly configurationArn: pulumi.Output<string>;

  constructor(name: string, args: StudioLifecycleConfigurationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:sagemaker:StudioLifecycleConfiguration", name, {}, opts);
    const script = pulumi.output(args.script);
    const configuration = new aws.sagemaker.StudioLifecycleConfig(
      name,
      {
        studioLifecycleConfigAppType: args.app,
        studioLifecycleConfigName: script.apply((text) => configurationName(args.scope, args.app, text)),
        studioLifecycleConfigContent: script.apply(encodeScript),
      },
      { parent: this, retainOnDelete: args.scope.protect },
    );
    this.configurationArn = configuration.arn;
    this.registerOutputs({ configurationArn: this.configurationArn });
  }
}

function configurationName(scope: Scope, app: StudioApp, script: string): string {
  const hash = createHash("sha256").update(script).digest("hex").slice(0, 8);
  return physicalName(scope, `${APP_NAMES[app]}-${hash}`, 63);
}

/**
 * A script as SageMaker wants it.
 *
 * @throws Error if the script has CR line ends, with which no shell runs it, or is too long.
 */
export function encodeScript(script: string): string {
  if (script.includes("\r")) {
    throw new Error("the lifecycle script has CR line ends: save it with LF line ends");
  }
  const content = Buffer.from(script).toString("base64");
  if (content.length > MAX_CONTENT_LENGTH) {
    throw new Error(
      `the lifecycle script has ${content.length} characters in base64, SageMaker takes ${MAX_CONTENT_LENGTH}: shorten it`,
    );
  }
  return content;
}
