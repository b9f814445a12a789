import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { CommandError, LocalWorkspace, PulumiCommand } from "@pulumi/pulumi/automation";
import type { EngineEvent, Stack } from "@pulumi/pulumi/automation";

import { ROOT } from "../../../assets/root";
import type { PulumiCli } from "../../engine/cli";
import { prepareOfflineEngine } from "../../engine/env";
import { installPlugin, languageHost } from "../../engine/plugins";
import type { StackSettings } from "../../../settings/stack-file";
import { setMain } from "../../engine/sandbox/project";
import { simulatedPlugin } from "../../engine/sandbox/session";
import { copyDeployProgram, writeModels } from "./repository";

/** One step after the other, so that their order says what waits for what. */
const GUARDED = { color: "never" as const, parallel: 1, policyPacks: [join(ROOT, "policy")] };

/** What an update did. */
export interface Update {
  /** What happened to which resource, in its order, such as `update endpoint:Endpoint endpoint`; unchanged ones are left out. */
  readonly steps: readonly string[];
  /** Names of the rules with a mandatory violation. */
  readonly violations: readonly string[];
  /** The engine's own words where it failed. */
  readonly refusal: string | undefined;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** One stack of the deploy program, in the real engine with the simulated cloud's plugin. Everything is in one folder. */
export class DeploySession {
  private constructor(
    private readonly stack: Stack,
    private readonly workDir: string,
  ) {}

  static async open(cli: PulumiCli, folder: string, stackName: string): Promise<DeploySession> {
    const engine = await prepareOfflineEngine(join(folder, "engine"));
    const plugins = [...(cli.source === "built" ? [languageHost] : []), simulatedPlugin(ROOT, "aws")];
    for (const plugin of plugins) {
      await installPlugin(engine.home, plugin);
    }
    const workDir = await copyDeployProgram(join(folder, "model-deploy"), {});
    const stack = await LocalWorkspace.createStack(
      { stackName, workDir },
      {
        pulumiCommand: await PulumiCommand.get({ root: cli.root }),
        pulumiHome: engine.home,
        envVars: { ...engine.environment },
        secretsProvider: "passphrase",
      },
    );
    return new DeploySession(stack, workDir);
  }

  /**
   * Deploys as the pipeline does: with the guardrails of the landing zone.
   *
   * @param own - Content of the model's own file.
   */
  async up(model: string, own: string, { config }: StackSettings): Promise<Update> {
    await writeModels(this.workDir, { [model]: own });
    await this.stack.setAllConfig(
      Object.fromEntries(Object.entries(config).map(([key, value]) => [key, { value }])),
    );
    return this.observe((onEvent) => this.stack.up({ onEvent, ...GUARDED }));
  }

  /** Previews another program in place of the real one, with the configuration of the last update. */
  async previewOther(source: string): Promise<Update> {
    await writeFile(join(this.workDir, "other.ts"), source);
    await setMain(this.workDir, "other.ts");
    try {
      return await this.observe((onEvent) => this.stack.preview({ onEvent, ...GUARDED }));
    } finally {
      await setMain(this.workDir, "index.ts");
    }
  }

  destroy(): Promise<Update> {
    return this.observe((onEvent) => this.stack.destroy({ onEvent, color: "never", parallel: 1 }));
  }

  private async observe(
    operate: (onEvent: (event: EngineEvent) => void) => Promise<unknown>,
  ): Promise<Update> {
    const steps: string[] = [];
    const violations = new Set<string>();
    let refusal: string | undefined;
    try {
      await operate(({ policyEvent, resourcePreEvent }) => {
        if (policyEvent?.enforcementLevel === "mandatory") {
          violations.add(policyEvent.policyName);
        }
        const { op, type = "", urn = "" } = resourcePreEvent?.metadata ?? {};
        if (op !== undefined && !["same", "read"].includes(op) && !type.startsWith("pulumi:")) {
          steps.push(`${op} ${type.split("/").at(-1) ?? ""} ${urn.split("::").at(-1) ?? ""}`);
        }
      });
    } catch (error) {
      if (!(error instanceof CommandError)) {
        throw error;
      }
      refusal = error.message;
    }
    const outputs = await this.stack.outputs();
    return {
      steps,
      violations: [...violations],
      refusal,
      outputs: Object.fromEntries(
        Object.entries(outputs).map(([name, { value }]) => [name, value as unknown]),
      ),
    };
  }
}
