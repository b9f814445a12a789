import { execFile, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** Why a package of Debian cannot be unpacked on this machine; undefined: it can. */
export function debianMissing(name: string): string | undefined {
  if (spawnSync("dpkg-deb", ["--version"]).status !== 0) {
    return `no Debian: its packages of ${name} are unpacked`;
  }
  const found = spawnSync("apt-cache", ["show", name], { stdio: "ignore" }).status === 0;
  return found ? undefined : `apt knows no ${name}: run apt-get update`;
}

/**
 * Unpacks a package, and those that it needs and this machine lacks, into a folder outside of the clone, which changes
 * with their versions. It takes no root and installs nothing.
 *
 * @returns the folder.
 * @throws Error if a package cannot be had.
 */
export async function unpacked(name: string): Promise<string> {
  const packages = await missingPackages(name);
  const hash = createHash("sha256").update(packages.join("\n")).digest("hex").slice(0, 12);
  const { HOME: userHome = homedir(), XDG_CACHE_HOME: xdgCache = "" } = process.env;
  const cache = join(xdgCache === "" ? join(userHome, ".cache") : xdgCache, "mlops-landing-zone");
  const root = join(cache, `${name.split("-")[0] ?? name}-${hash}`);
  if (!existsSync(root)) {
    await mkdir(cache, { recursive: true });
    await unpack(packages, root);
  }
  return root;
}

/** The package and those that it needs, as `name=version`, without what is installed. */
async function missingPackages(name: string): Promise<string[]> {
  const { stdout } = await execute("apt-get", [
    "install",
    "--print-uris",
    "-qq",
    "--yes",
    "--no-install-recommends",
    name,
  ]);
  // Lines such as 'http://…' name_version_architecture.deb size checksum; a colon of a version stands as %3a.
  const files = stdout
    .split("\n")
    .flatMap((line) => / (\S+)_(\S+)_\w+\.deb /.exec(line)?.slice(1, 3).join("=") ?? []);
  if (files.length === 0) {
    throw new Error(
      `apt would install nothing for ${name}; if it is installed, remove it, or run apt-get update`,
    );
  }
  return files.map((file) => decodeURIComponent(file)).sort();
}

/** Test files run side by side: whoever is done first gives the folder its name, and others drop theirs. */
async function unpack(packages: readonly string[], root: string): Promise<void> {
  const made = await mkdtemp(`${root}-`);
  await execute("apt-get", ["download", ...packages], { cwd: made });
  for (const file of await readdir(made)) {
    await execute("dpkg-deb", ["--extract", join(made, file), made]);
    await rm(join(made, file));
  }
  try {
    await rename(made, root);
  } catch (error) {
    await rm(made, { recursive: true });
    if (!existsSync(root)) {
      throw error;
    }
  }
}
