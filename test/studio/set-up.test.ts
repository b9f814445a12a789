import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { encodeScript } from "../../components/sagemaker/studio-lifecycle-configuration";
import { ENVIRONMENT, PYTHON, SCRIPT, Space } from "./space";

const TOOLS = "pre-commit==4.7.0 nbstripout==0.9.1 ruff==0.17.6 pytest==9.2.0";
const DONE = [
  "set-up: environment: done",
  "set-up: defaults of the SageMaker SDK: done",
  "set-up: git: done",
  `set-up: tools (${TOOLS}): done`,
  "set-up: hooks: done",
];
const lines = (text: string): string[] => text.trimEnd().split("\n");

describe("studio/set-up.sh", () => {
  let space: Space;

  beforeEach(() => {
    space = new Space();
  });
  afterEach(() => {
    space.remove();
  });

  it("leaves a quarter of what SageMaker takes for the environment", () => {
    const script = readFileSync(SCRIPT, "utf8");
    assert.ok(encodeScript(script).length < 16_384 - 4096);
    assert.ok(script.startsWith("#!/bin/bash\n"));
  });

  it("does everything, says so, and keeps it", () => {
    const { status, stdout } = space.start();
    assert.deepEqual([status, lines(stdout)], [0, DONE]);
    assert.deepEqual(lines(space.read(".mlops/set-up.log")), DONE);
  });

  it("changes nothing the second time", () => {
    space.start();
    const files = [
      ".bashrc",
      ".gitconfig",
      ".mlops/environment",
      ".mlops/profile.sh",
      ".mlops/sagemaker.yaml",
    ];
    const before = files.map((file) => space.read(file));
    assert.deepEqual([space.start().status, files.map((file) => space.read(file))], [0, before]);
    assert.equal(space.read(".bashrc"), ". ~/.mlops/profile.sh\n");
  });

  it("keeps what a person has in .bashrc", () => {
    space.run("bash", ["-c", "echo 'alias ll=ls' >.bashrc"]);
    space.start();
    assert.equal(space.read(".bashrc"), "alias ll=ls\n. ~/.mlops/profile.sh\n");
  });

  it("gives terminals the environment, the SDK's defaults and the tools", () => {
    space.start();
    const shown = 'echo "$MLOPS_TEAM $MLOPS_EXPERIMENT_PREFIX $SAGEMAKER_ADMIN_CONFIG_OVERRIDE ${PATH%%:*}"';
    const { stdout } = space.run("bash", ["-c", `. ~/.bashrc; ${shown}`]);
    assert.equal(stdout, `fraud fraud-exp ${space.home}/.mlops/sagemaker.yaml ${space.home}/.local/bin\n`);
  });

  it("gives notebooks the environment", () => {
    space.start();
    const startup = ".ipython/profile_default/startup/00-mlops.py";
    const { stdout, stderr } = space.run(PYTHON, [
      "-c",
      `exec(open("${startup}").read()); print(os.environ["MLOPS_SUBNET_IDS"])`,
    ]);
    assert.deepEqual([stdout, stderr], ["subnet-1,subnet-2\n", ""]);
  });

  it("makes jobs private and encrypted by default", () => {
    space.start();
    const network = "VpcConfig: {SecurityGroupIds: [sg-1], Subnets: [subnet-1, subnet-2]}";
    const yaml = space.read(".mlops/sagemaker.yaml");
    assert.equal(yaml.split(network).length - 1, 3);
    assert.equal(yaml.split(`KeyId: ${ENVIRONMENT.MLOPS_KMS_KEY_ARN}`).length - 1, 6);
    assert.ok(yaml.includes("DefaultS3Bucket: mlops-fraud-development-data-200000000001\n"));
    assert.ok(yaml.includes("DefaultS3ObjectKeyPrefix: experiments\n"));
  });

  it("lets git ask Entra, and keep tokens in memory only", () => {
    space.start();
    const helpers = ["config", "--global", "--get-all", "credential.https://dev.azure.com.helper"];
    assert.deepEqual(space.run("git", helpers).stdout.split("\n"), [
      "",
      "cache --timeout=3600",
      `${space.home}/.mlops/bin/git-credential-entra`,
      "",
    ]);
  });

  it("has every clone run its hooks, and commit notebooks without output", () => {
    space.start();
    const template = `${space.home}/.mlops/git-template`;
    assert.ok(space.calls().includes(`pre-commit init-templatedir ${template}`));
    assert.ok(space.calls().includes("nbstripout --install --global"));
    assert.match(space.read(".gitconfig"), new RegExp(`templateDir = ${template}\n`));
  });

  it("installs pinned tools for the person, from PyPI unless it is told otherwise", () => {
    space.start();
    assert.deepEqual(
      space.calls().filter((call) => call.includes("pip")),
      [`python3 -m pip install --user --quiet --disable-pip-version-check --retries 1 --timeout 10 ${TOOLS}`],
    );
  });

  it("uses the package index that the image names, and does not write it into the environment", () => {
    const MLOPS_PIP_INDEX_URL = "https://packages.example.com/simple";
    const { stdout } = space.start({ ...ENVIRONMENT, MLOPS_PIP_INDEX_URL });
    assert.ok(lines(stdout).includes("set-up: package index: done"));
    assert.ok(
      space.calls().includes(`python3 -m pip config --user set global.index-url ${MLOPS_PIP_INDEX_URL}`),
    );
    assert.deepEqual(
      lines(space.read(".mlops/environment")),
      Object.entries(ENVIRONMENT)
        .map(([key, value]) => `${key}=${value}`)
        .sort(),
    );
  });

  it("succeeds without a way to the internet, and says what is missing", () => {
    space.command("python3", "echo no route to host >&2; exit 1");
    const { status, stdout } = space.start();
    const missing = `set-up: tools (${TOOLS}): could not be done, see ${space.home}/.mlops/set-up.log`;
    assert.deepEqual([status, lines(stdout)], [0, [...DONE.slice(0, 3), missing, ...DONE.slice(4)]]);
    assert.ok(lines(space.read(".mlops/set-up.log")).includes("no route to host"));
  });

  it("gives up on an index that does not answer", () => {
    space.command("python3", "exec sleep 30");
    const { status, stdout } = space.start({ ...ENVIRONMENT, PIP_SECONDS: "1" });
    assert.equal(status, 0);
    assert.match(stdout, /tools .*: could not be done/);
  });

  it("succeeds without its environment, and does the rest", () => {
    const { status, stdout } = space.start({});
    const missing = `could not be done, see ${space.home}/.mlops/set-up.log`;
    assert.equal(status, 0);
    assert.ok(lines(stdout).includes(`set-up: defaults of the SageMaker SDK: ${missing}`));
    assert.deepEqual(lines(stdout).slice(2), DONE.slice(2));
  });
});
