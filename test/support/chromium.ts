import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import { debianMissing, unpacked } from "./debian";

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
  return debianMissing(PACKAGE);
}

/** A browser in a folder. */
export class Chromium {
  private constructor(private readonly root: string) {}

  /**
   * The first time, about 100 MB are downloaded.
   *
   * @throws Error if a package cannot be had.
   */
  static async unpacked(): Promise<Chromium> {
    const root = await unpacked(PACKAGE);
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
