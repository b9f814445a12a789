import assert from "node:assert/strict";

import { CONTRACT_VERSION } from "../../components/inference/deployment-contract";
import { MODEL_BUILD_CONTRACT_VERSION } from "../../components/sagemaker/model-build-contract";
import { version } from "../../package.json";
import { page, rowsOf } from "../support/docs";

/** Versions of the changelog, each with its text. */
function versions(): [version: string, text: string][] {
  return page("CHANGELOG.md")
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.split(/\s/)[0] ?? "", section]);
}

describe("docs/upgrading.md", () => {
  it("says which versions of the contracts the landing zone writes", () => {
    assert.deepEqual(
      rowsOf("docs/upgrading.md", "contract").map(([contract, , written]) => [contract, Number(written)]),
      [
        ["build", MODEL_BUILD_CONTRACT_VERSION],
        ["deployment", CONTRACT_VERSION],
      ],
    );
  });
});

describe("CHANGELOG.md", () => {
  it("says of every version how one upgrades to it, contracts included", () => {
    const silent = versions().filter(([, text]) => !/^### Upgrade\n[^]*^- Contracts: /m.test(text));
    assert.deepEqual(
      silent.map(([name]) => name),
      [],
    );
  });

  it("begins with what is not released, and knows the version of the package", () => {
    const names = versions().map(([name]) => name);
    assert.equal(names[0], "Unreleased");
    assert.ok(names.includes(version), `${version} is not in ${names.join(", ")}`);
  });
});
