import {
  ConcurrentUpdateError,
  LocalWorkspace,
  Stack,
  StackNotFoundError,
  type OutputMap,
} from "@pulumi/pulumi/automation";

import { plainLines, type Print } from "../../shared/agent-log";
import { Failure } from "../../shared/failure";
import type { Contract } from "../program/contract-schema";
import type { PolicyPack } from "./policy-pack";

/** Name of the deploy program as a Pulumi project: Pulumi.yaml has it, and the state's keys in S3 do. */
export const PROJECT = "model-deploy";

/** Where the state of a stack lies, and what it is encrypted with. */
export interface StateStore {
  /** URL of the backend, such as `s3://bucket?region=eu-west-1`. */
  readonly backendUrl: string;
  /** Such as `awskms:///arn?region=eu-west-1`. */
  readonly secretsProvider: string;
}

export interface StackArgs {
  /** `<stage>-<model>`. */
  readonly name: string;
  readonly store: StateStore;
  /** Folder of the program. */
  readonly root: string;
  /** Keys without the namespace. @default none - enough to look at a stack, or to release it */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Environment variables of the CLI, beside those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The landing zone's store for the stacks of this team. */
export function stateStore({ automation, region }: Pick<Contract, "automation" | "region">): StateStore {
  return {
    backendUrl: `s3://${automation.stateBucketName}?region=${region}&awssdk=v2`,
    secretsProvider: `awskms:///${automation.stateKeyArn}?region=${region}`,
  };
}

/**
 * Opens a stack, or makes it. Each agent is new, so that the stack's settings are written again each time: they name the
 * key, and Pulumi has a new data key encrypted with it.
 */
export async function openStack(args: StackArgs): Promise<Stack> {
  return told(args.name, async () => Stack.createOrSelect(args.name, await openWorkspace(args)));
}

/**
 * Releases the lock that a cancelled run left.
 *
 * @returns Whether there is such a stack.
 */
export async function releaseStack(args: StackArgs): Promise<boolean> {
  try {
    const stack = await Stack.select(args.name, await openWorkspace(args));
    await stack.cancel();
    return true;
  } catch (error) {
    if (error instanceof StackNotFoundError) {
      return false;
    }
    throw error;
  }
}

/** Shows what an update would change, and holds it against the policy pack. */
export async function previewStack(
  stack: Stack,
  { folder, config }: PolicyPack,
  print: Print,
): Promise<void> {
  await told(stack.name, () =>
    // With a refresh, since SageMaker may have gone back to an earlier configuration, and the state would not know.
    stack.preview({
      ...loud(print),
      diff: true,
      refresh: true,
      policyPacks: [folder],
      policyPackConfigs: [config],
    }),
  );
}

/** Brings the stack's state up to what is there. What a run left half made is forgotten, and made again. */
export async function refreshStack(stack: Stack, print: Print): Promise<void> {
  await told(stack.name, () => stack.refresh({ ...loud(print), clearPendingCreates: true }));
}

/** @returns What the stack exports. */
export async function updateStack(
  stack: Stack,
  { folder, config }: PolicyPack,
  print: Print,
  signal: AbortSignal,
): Promise<OutputMap> {
  const { outputs } = await told(stack.name, () =>
    stack.up({ ...loud(print), policyPacks: [folder], policyPackConfigs: [config], signal }),
  );
  return outputs;
}

/**
 * Removes everything that a stack has made. Its history stays, and an update makes everything anew.
 *
 * @returns Whether there is such a stack.
 */
export async function destroyStack(args: StackArgs, print: Print, signal: AbortSignal): Promise<boolean> {
  const workspace = await openWorkspace(args);
  let stack: Stack;
  try {
    stack = await Stack.select(args.name, workspace);
  } catch (error) {
    if (error instanceof StackNotFoundError) {
      return false;
    }
    throw error;
  }
  // With a refresh, since somebody may have removed a part by hand.
  await told(args.name, () => stack.destroy({ ...loud(print), refresh: true, signal }));
  return true;
}

function openWorkspace({
  name,
  store,
  root,
  config = {},
  environment = {},
}: StackArgs): Promise<LocalWorkspace> {
  const values = Object.entries(config).map(([key, value]) => [`${PROJECT}:${key}`, value]);
  return LocalWorkspace.create({
    workDir: root,
    secretsProvider: store.secretsProvider,
    stackSettings: {
      [name]: {
        ...(store.secretsProvider === "passphrase" ? {} : { secretsProvider: store.secretsProvider }),
        config: Object.fromEntries(values) as Record<string, string>,
      },
    },
    envVars: {
      PULUMI_BACKEND_URL: store.backendUrl,
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_SUPPRESS_NEO_LINK: "true",
      ...environment,
    },
  });
}

/** What Pulumi prints may quote others, who could give the agent commands. */
function loud(print: Print) {
  const tell = (text: string) => {
    plainLines(text).forEach(print);
  };
  return { onOutput: tell, onError: tell, color: "never", suppressProgress: true } as const;
}

async function told<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ConcurrentUpdateError) {
      throw new Failure(
        `the stack ${name} is locked: another run deploys it, or a run that was killed could not release it. Look whether a run of Model Deploy still works on it; if none does, ask the platform team to delete the stack's objects below .pulumi/locks/ in the bucket of deployments, then run the failed job again`,
      );
    }
    if (error instanceof Error && error.name === "CommandError") {
      throw new Failure(`Pulumi failed: ${reasonOf(error.message)}`);
    }
    throw error;
  }
}

/** The log has all of it; for the run's page, the lines that say why. */
function reasonOf(message: string): string {
  const telling = message
    .split("\n")
    .map((line) => line.trim())
    .filter((line) =>
      /^(error:|stderr: error:|\[mandatory\]|- \[mandatory\])|mandatory\]|error occurred/i.test(line),
    );
  return telling.length === 0
    ? "the log of this step says why"
    : [...new Set(telling)].slice(0, 10).join("\n");
}
