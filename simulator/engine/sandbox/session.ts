import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { promisify } from "node:util";

import { CommandError, LocalWorkspace, PulumiCommand } from "@pulumi/pulumi/automation";
import type { EngineEvent, OpMap, Stack } from "@pulumi/pulumi/automation";

import type { PulumiCli } from "../cli";
import { prepareOfflineEngine } from "../env";
import { installPlugin, languageHost } from "../plugins";
import type { Plugin } from "../plugins";
import { REFUSALS } from "../providers/simulated-provider";
import { addStackFile, prepareProject, setMain } from "./project";

const execute = promisify(execFile);

/** A value that must never be readable outside the program: the secret of the stack under test. */
export const SECRET_VALUE = "sandbox-token-that-nobody-may-read";

/** The stack under test. */
export interface SandboxStack {
  readonly name: string;
  /** Its stack file. @default that of the project's root */
  readonly file?: string;
}

/** What an operation did, or why the engine refused it. */
export interface Outcome {
  /** Resources by what happened to them: create, same, delete... */
  readonly changes: OpMap;
  /** Names of the rules with a mandatory violation, each once. */
  readonly violations: readonly string[];
  /** The engine's own words where it failed. */
  readonly refusal: string | undefined;
}

/** One stack of the project, in the real engine with the simulated clouds' plugins. Everything is in one folder. */
export class SandboxSession {
  private constructor(
    private readonly stack: Stack,
    private readonly root: string,
    private readonly profile: string,
    private readonly environment: Readonly<Record<string, string>>,
    private readonly cliRoot: string,
    private readonly stateFolder: string,
  ) {}

  /** @param azureReposUrl - Where the stack's own plugin finds Azure Repos. */
  static async open(
    cli: PulumiCli,
    root: string,
    folder: string,
    { name: stackName, file }: SandboxStack,
    azureReposUrl: string,
  ): Promise<SandboxSession> {
    const engine = await prepareOfflineEngine(join(folder, "engine"));
    const plugins = ["aws", "awsx", "azuredevops"].map((name) => simulatedPlugin(root, name));
    for (const plugin of [...(cli.source === "built" ? [languageHost] : []), ...plugins]) {
      await installPlugin(engine.home, plugin);
    }
    const workDir = join(folder, "project");
    await prepareProject(root, workDir);
    if (file !== undefined) {
      await addStackFile(workDir, stackName, file);
    }
    const refusals = join(folder, "refusals");
    await mkdir(refusals);
    const environment = {
      ...engine.environment,
      AZURE_REPOS_STAND_IN: azureReposUrl,
      [REFUSALS]: refusals,
    };
    const stack = await LocalWorkspace.createStack(
      { stackName, workDir },
      {
        pulumiCommand: await PulumiCommand.get({ root: cli.root }),
        pulumiHome: engine.home,
        envVars: environment,
        secretsProvider: "passphrase",
      },
    );
    await stack.setConfig("mlops:azureDevOpsToken", { value: SECRET_VALUE, secret: true });
    const profile = (await stack.getAllConfig())["mlops:profile"]?.value ?? "production";
    return new SandboxSession(stack, root, profile, environment, cli.root, join(folder, "engine", "state"));
  }

  /** What `pulumi up` does: a preview, and if no guardrail objects to it, the update. */
  async up(): Promise<Outcome> {
    const pack = join(this.root, "policy");
    const packConfig = join(pack, `${this.profile}.json`);
    const guarded = {
      color: "never" as const,
      policyPacks: [pack],
      ...(existsSync(packConfig) ? { policyPackConfigs: [packConfig] } : {}),
    };
    const preview = await run((onEvent) => this.stack.preview({ onEvent, ...guarded }));
    return preview.refusal === undefined ? run((onEvent) => this.stack.up({ onEvent, ...guarded })) : preview;
  }

  /** What `pulumi up` does without a policy pack: the update alone, which takes less time. */
  update(): Promise<Outcome> {
    return run((onEvent) => this.stack.up({ onEvent, color: "never" }));
  }

  /** What `pulumi refresh` does: reads every resource as the clouds have it. */
  refresh(): Promise<Outcome> {
    return run((onEvent) => this.stack.refresh({ onEvent, color: "never" }));
  }

  destroy(): Promise<Outcome> {
    return run((onEvent) => this.stack.destroy({ onEvent, color: "never" }));
  }

  /** Makes another file of the project the program. */
  async useProgram(main: string): Promise<void> {
    await setMain(this.stack.workspace.workDir, main);
  }

  /** Takes the protection off every resource: what a person does who really means to destroy production. */
  async unprotect(): Promise<void> {
    await execute(join(this.cliRoot, "bin", "pulumi"), ["state", "unprotect", "--all", "--yes"], {
      cwd: this.stack.workspace.workDir,
      env: { ...process.env, ...this.environment },
    });
  }

  /** Number of resources in the state. */
  async resources(): Promise<number> {
    return (await this.types()).length;
  }

  /** Number of resources of a type in the state. */
  async resourcesOf(type: string): Promise<number> {
    return (await this.types()).filter((each) => each === type).length;
  }

  private async types(): Promise<string[]> {
    const { deployment } = (await this.stack.exportStack()) as {
      deployment: { resources?: readonly { readonly type: string }[] };
    };
    return deployment.resources?.map(({ type }) => type) ?? [];
  }

  /** Size of the state file as the engine keeps it, in bytes. */
  async stateBytes(): Promise<number> {
    const stacks = join(this.stateFolder, ".pulumi", "stacks");
    const files = await readdir(stacks, { recursive: true });
    const file = files.find((name) => basename(name) === `${this.stack.name}.json`);
    return file === undefined ? 0 : (await stat(join(stacks, file))).size;
  }

  /** Everything that the engine keeps of the stack, its history included, as it lies on disk. */
  async stateFiles(): Promise<string> {
    const entries = await readdir(this.stateFolder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    const texts = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), "utf8")));
    return texts.join("\n");
  }
}

/** The plugin of a provider whose cloud is simulated, under the version that the program's packages have. */
export function simulatedPlugin(root: string, name: string): Plugin {
  const { version } = createRequire(join(root, "package.json"))(`@pulumi/${name}/package.json`) as {
    version: string;
  };
  return { kind: "resource", name, version, program: join(__dirname, "..", "providers", `${name}.ts`) };
}

/** A preview counts its changes in one place, an update in another. */
type Result = { readonly changeSummary: OpMap } | { readonly summary: { readonly resourceChanges?: OpMap } };

async function run(operate: (onEvent: (event: EngineEvent) => void) => Promise<Result>): Promise<Outcome> {
  const violations = new Set<string>();
  const onEvent = ({ policyEvent }: EngineEvent): void => {
    if (policyEvent?.enforcementLevel === "mandatory") {
      violations.add(policyEvent.policyName);
    }
  };
  try {
    const result = await operate(onEvent);
    const changes = "changeSummary" in result ? result.changeSummary : (result.summary.resourceChanges ?? {});
    return { changes, violations: [...violations], refusal: undefined };
  } catch (error) {
    if (!(error instanceof CommandError)) {
      throw error;
    }
    return { changes: {}, violations: [...violations].sort(), refusal: error.message };
  }
}
