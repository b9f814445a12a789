// Runs the tests of the PyTorch example: `npm run test:pytorch`. PyTorch without code for GPUs is unpacked from Debian's
// packages; the first time, about 300 MB are downloaded, so CI leaves these tests out.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { debianMissing, unpacked } from "../test/support/debian";
import { pythonWith } from "../test/support/python-environment";

const MODEL_BUILD = join(__dirname, "..", "repositories", "model-build");
const PACKAGE = "python3-torch";
const LIBRARIES = [
  "lib/x86_64-linux-gnu",
  "usr/lib",
  ...["", "/blas", "/lapack"].map((folder) => `usr/lib/x86_64-linux-gnu${folder}`),
];

async function main(): Promise<void> {
  const missing = debianMissing(PACKAGE);
  if (missing !== undefined) {
    throw new Error(missing);
  }
  const folder = mkdtempSync(join(tmpdir(), "pytorch-"));
  try {
    // Debian's PyTorch is built for NumPy 1.
    const requirements = readFileSync(join(MODEL_BUILD, "requirements-dev.txt"), "utf8");
    const file = join(folder, "requirements.txt");
    writeFileSync(file, requirements.replace(/^numpy==.*$/m, "numpy==1.26.4"));
    const python = await pythonWith(file);
    const root = await unpacked(PACKAGE);
    // The other packages beside it would come before those of the environment.
    for (const name of ["torch", "torchgen", "typing_extensions.py"]) {
      symlinkSync(join(root, "usr/lib/python3/dist-packages", name), join(folder, name));
    }
    const tests = ["tests/steps", "tests/monitoring/test_every_problem.py", "-k", "pytorch"];
    const { status } = spawnSync(python, ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-rs", ...tests], {
      cwd: MODEL_BUILD,
      stdio: "inherit",
      env: {
        ...process.env,
        PYTHONDONTWRITEBYTECODE: "1",
        PYTHONPATH: folder,
        LD_LIBRARY_PATH: LIBRARIES.map((path) => join(root, path)).join(":"),
      },
    });
    process.exitCode = status ?? 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
