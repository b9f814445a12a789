import assert from "node:assert/strict";

import { ANSWERS, OVERRIDDEN_STATUSES } from "../../components/inference/inference-api-mappings";
import { createApi, routes } from "../components/inference/api";
import { page, rowsOf } from "../support/docs";
import { stackSettings } from "./stack-settings";

const PAGE = "docs/inference-api.md";

/** The commands of the page's shell blocks, each on one line. */
function commands(): string[] {
  return [...page(PAGE).matchAll(/^```sh\n([^]*?)^```$/gm)].flatMap(([, text = ""]) =>
    text
      .replaceAll("\\\n", " ")
      .split("\n")
      .filter((line) => line !== ""),
  );
}

/** Method and path of a command. */
function called(command: string): { method: string; path: string } {
  const path = /"\$API(\/[^"]+)"/.exec(command)?.[1];
  assert.ok(path, `no address in ${command}`);
  return { method: / --data(-binary)? /.test(command) ? "POST" : "GET", path };
}

const fits = (route: string, path: string): boolean =>
  new RegExp(`^${route.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(path);

describe("docs/inference-api.md", () => {
  it("calls routes that there are, as the API of prod has them", async () => {
    const { cloud } = await createApi({ processing: stackSettings().processing });
    const all = routes(cloud).map((route) => route.split(" "));
    const documented = commands();
    for (const command of documented) {
      const { method, path } = called(command);
      const own = all.filter(([, route = ""]) =>
        path.startsWith(route.split("/").slice(0, 3).join("/") + "/"),
      );
      const among = own.some(([, route = ""]) => !route.includes("{name}"))
        ? own
        : all.filter(([, route = ""]) => route.includes("{name}"));
      assert.ok(
        among.some(([verb, route = ""]) => verb === method && fits(route, path)),
        `${method} ${path} is no route`,
      );
    }
    assert.equal(documented.length, 7);
  });

  it("lists every route", async () => {
    const { cloud } = await createApi();
    assert.deepEqual(
      rowsOf(PAGE, "route")
        .map(([route = ""]) => route.replaceAll("`", ""))
        .sort(),
      routes(cloud)
        .map((route) => route.split(" ").slice(0, 2).join(" "))
        .sort(),
    );
  });

  it("signs where it has no token", () => {
    for (const command of commands()) {
      assert.ok(
        command.includes('--aws-sigv4 "aws:amz:eu-west-1:execute-api"') ||
          command.includes('"Authorization: Bearer $TOKEN"'),
        command,
      );
    }
  });

  it("sends the features that the example of prod names", () => {
    const data = commands().flatMap((command) => /--data '(\{"features.*\})'/.exec(command)?.[1] ?? []);
    assert.equal(data.length, 1);
    const { features } = JSON.parse(data[0] ?? "") as { features: object };
    assert.deepEqual(Object.keys(features), stackSettings().processing.payments?.features);
  });

  it("explains every error that the API itself maps", () => {
    const explained = new Set(
      rowsOf(PAGE, "status").map(([status, kind = ""]) => `${status} ${kind.replaceAll("`", "")}`),
    );
    const kinds = ANSWERS.flatMap(({ status, template = "" }) => {
      const [, kind] = /\{"error":"(\w+)"/.exec(template.replaceAll(/.*#else/g, "")) ?? [];
      return kind === undefined ? [] : [`${status} ${kind}`];
    });
    assert.deepEqual(
      [...kinds, ...OVERRIDDEN_STATUSES.map((status) => `${status} request`)].filter(
        (one) => !explained.has(one),
      ),
      [],
    );
    assert.ok(kinds.length >= 5);
  });
});
