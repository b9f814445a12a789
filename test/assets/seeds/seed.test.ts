import assert from "node:assert/strict";

import { checkSeed, renderSeed } from "../../../assets/seeds/seed";

const render = (content: string, values: Record<string, string>, path = "azure-pipelines.yml") =>
  renderSeed([{ path, content }], values)[0]?.content;

describe("renderSeed", () => {
  it("fills in every token and keeps paths and order", () => {
    const files = [
      { path: "README.md", content: "{{ model }} of {{ team }}, {{ model }}" },
      { path: "steps/a.yml", content: 'account: "{{ account }}"\n' },
    ];
    assert.deepEqual(renderSeed(files, { model: "churn", team: "credit", account: "012345678901" }), [
      { path: "README.md", content: "churn of credit, churn" },
      { path: "steps/a.yml", content: 'account: "012345678901"\n' },
    ]);
  });

  it("leaves the expressions of Azure Pipelines alone", () => {
    assert.equal(render("${{ parameters.model }}/$(Rev:r)", {}), "${{ parameters.model }}/$(Rev:r)");
  });

  it("leaves braces around anything but a word alone", () => {
    const content = "@param {{ team: string, region: string }} place {{}: {}}";
    assert.equal(render(content, {}), content);
  });

  it("inserts a value as it is, dollar signs included", () => {
    assert.equal(render("{{ text }}", { text: "$& and $1" }, "README.md"), "$& and $1");
  });

  it("refuses a token that nothing fills, naming file, token and choice", () => {
    assert.throws(() => render("{{ acount }}", { account: "1", team: "credit" }), {
      message:
        'seed file azure-pipelines.yml holds "{{ acount }}", which nothing fills: use one of account, team',
    });
  });

  it("refuses a token that happens to be the name of an object's own function", () => {
    assert.throws(() => render("{{ toString }}", {}), /which nothing fills: use one of none/);
  });

  for (const token of [
    "{{account}}",
    "{{ Account }}",
    "{{  account  }}",
    "{{ account.id }}",
    "{{ account-id }}",
    "{{}}",
  ]) {
    it(`refuses ${token}, which is no token`, () => {
      assert.throws(() => render(token, { account: "1" }), /write a token as \{\{ name \}\}/);
    });
  }

  for (const value of [
    "",
    " ",
    '"',
    "a'b",
    "a\nb",
    "$(System.AccessToken)",
    "`id`",
    "a;b",
    "a\\b",
    "{{ a }}",
  ]) {
    it(`refuses ${JSON.stringify(value)} in a file that a program reads`, () => {
      assert.throws(
        () => render("{{ value }}", { value }),
        /does not fit into seed file azure-pipelines.yml/,
      );
    });
  }

  for (const value of ["", "{{ a }}"]) {
    it(`refuses ${JSON.stringify(value)} in Markdown too`, () => {
      assert.throws(
        () => render("{{ value }}", { value }, "README.md"),
        /does not fit into seed file README.md/,
      );
    });
  }

  it("takes prose in Markdown", () => {
    const value = 'Whether a customer "leaves"; for the retention team\'s list';
    assert.equal(render("> {{ value }}", { value }, "README.md"), `> ${value}`);
  });
});

describe("checkSeed", () => {
  it("takes paths inside the repository", () => {
    checkSeed("model-deploy", [
      { path: "README.md", content: "" },
      { path: "a/..b/c.md", content: "" },
    ]);
  });

  for (const [what, paths, message] of [
    ["no files", [], "has no files: give at least a README.md"],
    ["the same file twice", ["README.md", "README.md"], "holds README.md twice: keep one of them"],
    [
      "an absolute path",
      ["/README.md"],
      'holds the path "/README.md": give one inside the repository, such as docs/a.md',
    ],
    [
      "a path out of the repository",
      ["a/../../b"],
      'holds the path "a/../../b": give one inside the repository, such as docs/a.md',
    ],
    ["an empty path", [""], 'holds the path "": give one inside the repository, such as docs/a.md'],
  ] as const) {
    it(`refuses ${what}`, () => {
      assert.throws(
        () => {
          checkSeed(
            "model-deploy",
            paths.map((path) => ({ path, content: "" })),
          );
        },
        { message: `seed model-deploy ${message}` },
      );
    });
  }
});
