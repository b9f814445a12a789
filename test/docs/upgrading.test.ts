import assert from "node:assert/strict";

import { version } from "../../package.json";
import { CONTRACT_VERSION as BUILD } from "../../repositories/model-build/pipeline/contract-schema";
import { CONTRACT_VERSION as DEPLOYMENT } from "../../repositories/model-deploy/program/contract-schema";
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
        ["build", BUILD],
        ["deployment", DEPLOYMENT],
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
