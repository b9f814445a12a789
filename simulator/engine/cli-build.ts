import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** A Go module of the vendor's CLI as a tool: its go.mod names the release, its go.sum every byte that goes in. */
const moduleFolder = join(__dirname, "cli");

/** How often a build says that it still runs. */
const progressIntervalMs = 15_000;

const execute = promisify(execFile);

/** The release of the CLI that this project is proven with, without a leading `v`. */
export async function releasedVersion(): Promise<string> {
  const version = /^\s*github\.com\/pulumi\/pulumi\/pkg\/v3 v(\S+)/m.exec(await moduleFile("go.mod"))?.[1];
  if (version === undefined) {
    throw new Error(`${join(moduleFolder, "go.mod")} does not require github.com/pulumi/pulumi/pkg/v3`);
  }
  return version;
}

/** Where the CLI is once built: outside of the clone, and elsewhere as soon as anything that goes in differs. */
export async function builtCliRoot(environment: NodeJS.ProcessEnv): Promise<string> {
  const hash = createHash("sha256");
  for (const file of ["go.mod", "go.sum"] as const) {
    hash.update(await moduleFile(file));
  }
  const { HOME: userHome = homedir(), XDG_CACHE_HOME: xdgCache = "" } = environment;
  const cache = xdgCache === "" ? join(userHome, ".cache") : xdgCache;
  return join(cache, "mlops-landing-zone", `pulumi-${hash.digest("hex").slice(0, 12)}`);
}

/**
 * Builds the CLI from its Go modules.
 *
 * Builds that run at the same time do not disturb each other: each works in its own folder, and the first to end
 * gives its folder the final name.
 *
 * @returns the folder whose `bin/pulumi` is the CLI.
 * @throws if there is no Go, an older Go than go.mod asks for, or a module that cannot be downloaded.
 */
export async function buildCli(
  environment: NodeJS.ProcessEnv,
  progress: (message: string) => void,
): Promise<string> {
  const root = await builtCliRoot(environment);
  await mkdir(join(root, ".."), { recursive: true });
  const workFolder = await mkdtemp(`${root}.building-`);
  try {
    await goInstall(join(workFolder, "bin"), environment, progress);
    await rename(workFolder, root).catch((error: unknown) => {
      if (!existsSync(root)) {
        throw error;
      }
    });
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
  return root;
}

/** Builds as the vendor's releases are built. */
async function goInstall(
  bin: string,
  environment: NodeJS.ProcessEnv,
  progress: (message: string) => void,
): Promise<void> {
  const version = await releasedVersion();
  const versionSymbol = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
  const started = Date.now();
  const report = (): void => {
    const seconds = Math.round((Date.now() - started) / 1000);
    progress(`building the Pulumi CLI ${version} from its Go modules, once, 4 to 8 minutes: ${seconds} s`);
  };
  report();
  const timer = setInterval(report, progressIntervalMs);
  try {
    await execute(
      "go",
      [
        ...["install", "-trimpath", "-tags", "osusergo,grpcnotrace"],
        ...["-ldflags", `-s -w -X ${versionSymbol}=v${version}`, "tool"],
      ],
      {
        cwd: moduleFolder,
        env: {
          ...environment,
          GOBIN: bin,
          GOFLAGS: "-mod=readonly",
          // Fail plainly on an old Go instead of downloading another.
          GOTOOLCHAIN: "local",
          CGO_ENABLED: "0",
        },
      },
    );
  } finally {
    clearInterval(timer);
  }
}

async function moduleFile(name: "go.mod" | "go.sum"): Promise<string> {
  return readFile(join(moduleFolder, name), "utf8");
}
