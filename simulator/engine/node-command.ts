import type { ProgramInfo, RunPluginRequest, RunRequest } from "@pulumi/pulumi/proto/language_pb";

/** A Node process that the engine asks its language host to run. */
export interface NodeCommand {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * The process of a Pulumi program: the SDK's own runner, resolved from the program's folder.
 *
 * @throws if the SDK is not installed there, or if a runtime option is of the wrong form.
 */
export function programCommand(request: RunRequest, engineAddress: string): NodeCommand {
  const program = programOf(request);
  const folder = program.getProgramDirectory();
  const options = runtimeOptions(program);
  return {
    args: [
      ...options.nodeArgs,
      resolveRunner("run", folder),
      ...flag("monitor", request.getMonitorAddress()),
      ...flag("engine", engineAddress),
      ...flag("organization", request.getOrganization()),
      ...flag("project", request.getProject()),
      ...flag("root-directory", program.getRootDirectory()),
      ...flag("stack", request.getStack()),
      ...flag("pwd", folder),
      ...(request.getDryrun() ? ["--dry-run"] : []),
      ...flag("parallel", String(request.getParallel())),
      program.getEntryPoint(),
      ...request.getArgsList(),
    ],
    cwd: folder,
    env: {
      ...process.env,
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().entries())),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
      ...(options.typescript ? { PULUMI_NODEJS_TYPESCRIPT: "true" } : {}),
    },
  };
}

/**
 * The process of a plugin that is a Node package: a policy pack (kind "analyzer") or a provider.
 *
 * A pack runs in its own folder and takes that folder last; any other plugin takes it first. Both hold for
 * every pack and plugin in use, so they are part of the protocol.
 *
 * @throws if the SDK is not installed in the plugin's folder.
 */
export function pluginCommand(request: RunPluginRequest): NodeCommand {
  const folder = programOf(request).getProgramDirectory();
  const env = Object.fromEntries(request.getEnvList().map(splitVariable));
  return request.getKind() === "analyzer"
    ? { args: [resolveRunner("run-policy-pack", folder), ...request.getArgsList(), folder], cwd: folder, env }
    : {
        args: [resolveRunner("run-plugin", folder), folder, ...request.getArgsList()],
        cwd: request.getPwd(),
        env,
      };
}

function programOf(request: RunRequest | RunPluginRequest): ProgramInfo {
  const program = request.getInfo();
  if (program === undefined) {
    throw new Error("the engine's request names no program");
  }
  return program;
}

function resolveRunner(runner: "run" | "run-plugin" | "run-policy-pack", folder: string): string {
  try {
    return require.resolve(`@pulumi/pulumi/cmd/${runner}`, { paths: [folder] });
  } catch {
    throw new Error(`@pulumi/pulumi is not installed in ${folder}: run npm ci there`);
  }
}

/** The two runtime options of Pulumi.yaml that this host knows; the vendor's defaults hold. */
function runtimeOptions(program: ProgramInfo): { typescript: boolean; nodeArgs: string[] } {
  const { typescript = true, nodeargs = "" } = program.getOptions()?.toJavaScript() ?? {};
  if (typeof typescript !== "boolean") {
    throw new Error("runtime option typescript in Pulumi.yaml must be true or false");
  }
  if (typeof nodeargs !== "string" || /["'\\]/.test(nodeargs)) {
    throw new Error("runtime option nodeargs in Pulumi.yaml must be words without quotes or backslashes");
  }
  return { typescript, nodeArgs: nodeargs.split(/\s+/).filter((word) => word !== "") };
}

function flag(name: string, value: string): string[] {
  return value === "" ? [] : [`--${name}`, value];
}

function splitVariable(variable: string): [string, string] {
  const equals = variable.indexOf("=");
  return [variable.slice(0, equals), variable.slice(equals + 1)];
}
