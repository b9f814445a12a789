import { execFile, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** Debian's browser without windows. */
const PACKAGE = "chromium-headless-shell";
const LIBRARIES = "usr/lib/x86_64-linux-gnu";

/**
 * Why there can be no browser on this machine; undefined: there can. Where the environment variable CI is set it is
 * undefined in any case, so that a build machine without one fails instead of passing over the tests.
 */
export function chromiumMissing(): string | undefined {
  if (process.env.CI !== undefined) {
    return undefined;
  }
  if (spawnSync("dpkg-deb", ["--version"]).status !== 0) {
    return "no Debian: its packages of Chromium are unpacked";
  }
  const found = spawnSync("apt-cache", ["show", PACKAGE], { stdio: "ignore" }).status === 0;
  return found ? undefined : `apt knows no ${PACKAGE}: run apt-get update`;
}

/** A browser in a folder. */
export class Chromium {
  private constructor(private readonly root: string) {}

  /**
   * Unpacks the packages that this machine lacks into a folder outside of the clone, which changes with their versions. It
   * takes no root and installs nothing. The first time, about 100 MB are downloaded.
   *
   * @throws Error if a package cannot be had.
   */
  static async unpacked(): Promise<Chromium> {
    const packages = await missingPackages();
    const hash = createHash("sha256").update(packages.join("\n")).digest("hex").slice(0, 12);
    const { HOME: userHome = homedir(), XDG_CACHE_HOME: xdgCache = "" } = process.env;
    const cache = join(xdgCache === "" ? join(userHome, ".cache") : xdgCache, "mlops-landing-zone");
    const root = join(cache, `chromium-${hash}`);
    if (!existsSync(root)) {
      await mkdir(cache, { recursive: true });
      await unpack(packages, root);
    }
    return new Chromium(root);
  }

  /** Opens a page and keeps what is to be seen as PNG. */
  async screenshot(
    page: string,
    file: string,
    { scheme, width, height }: { scheme: "light" | "dark"; width: number; height: number },
  ): Promise<void> {
    const libraries = join(this.root, LIBRARIES);
    await execute(
      join(this.root, "usr/lib/chromium/chromium-headless-shell"),
      [
        // Its sandbox takes rights that containers and build machines do not give; the page is our own.
        "--no-sandbox",
        "--hide-scrollbars",
        `--window-size=${width},${height}`,
        `--blink-settings=preferredColorScheme=${scheme === "dark" ? 0 : 1}`,
        `--user-data-dir=${file}-profile`,
        `--screenshot=${file}`,
        `file://${page}`,
      ],
      {
        env: { ...process.env, LD_LIBRARY_PATH: `${libraries}:${join(libraries, "pulseaudio")}` },
        timeout: 120_000,
      },
    );
  }
}

/** The browser's packages and those that it needs, as `name=version`, without what is installed. */
async function missingPackages(): Promise<string[]> {
  const { stdout } = await execute("apt-get", [
    "install",
    "--print-uris",
    "-qq",
    "--yes",
    "--no-install-recommends",
    PACKAGE,
  ]);
  // Lines such as 'http://…' name_version_architecture.deb size checksum; a colon of a version stands as %3a.
  const files = stdout
    .split("\n")
    .flatMap((line) => / (\S+)_(\S+)_\w+\.deb /.exec(line)?.slice(1, 3).join("=") ?? []);
  if (files.length === 0) {
    throw new Error(
      `apt would install nothing for ${PACKAGE}; if it is installed, remove it, or run apt-get update`,
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
