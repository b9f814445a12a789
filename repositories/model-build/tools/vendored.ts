import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { EXIT, Failure } from "../../shared/failure";
import type { UploadFile } from "./upload";

/** Names the packages that AWS's images lack and that travel with the steps and with models. */
const FILE = "requirements-vendor.txt";

/** Frameworks whose steps need them. */
const NEEDED_BY: readonly string[] = ["sklearn"];

/**
 * Whether the wheels lie beside the steps: a training that lacks one fails after data were prepared.
 *
 * @param steps - Files of the steps.
 * @throws Failure that names what is missing, and how to fetch it.
 */
export async function checkVendored(framework: string, steps: readonly UploadFile[]): Promise<void> {
  if (!NEEDED_BY.includes(framework)) {
    return;
  }
  const text = await readFile(join(__dirname, "..", FILE), "utf8");
  const wheels = Array.from(
    text.matchAll(/^([A-Za-z0-9._-]+)==([^\s;\\]+)/gm),
    ([, name = "", version = ""]) => `${name.replaceAll(/[-.]+/g, "_")}-${version}-`,
  );
  const missing = wheels.filter((start) => !steps.some(({ path }) => path.startsWith(`vendor/${start}`)));
  if (missing.length > 0) {
    throw new Failure(
      `steps/vendor lacks the wheels ${missing.map((start) => `${start}*.whl`).join(", ")}, which ${framework} needs: run ` +
        `python -m pip download --no-deps --only-binary :all: --require-hashes --requirement ${FILE} --dest steps/vendor`,
      EXIT.usage,
    );
  }
}
