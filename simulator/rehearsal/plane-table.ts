import Table from "cli-table3";

import type { GraphResource } from "./graph";
import { groupBy } from "./group-by";

/** Beyond this width the list of services goes on in the next line. */
const SERVICES_WIDTH = 64;

/** A table with one line a plane, that is a provider: where it acts and how much of what it holds. */
export function planeTable(resources: readonly GraphResource[]): string {
  const table = new Table({
    head: ["plane", "account", "region", "resources", "services"],
    colAligns: ["left", "left", "left", "right", "left"],
    colWidths: [null, null, null, null, SERVICES_WIDTH],
    wordWrap: true,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
    chars: BORDERLESS,
  });
  for (const [plane, members] of groupBy(resources, ({ provider }) => planeOf(provider))) {
    const provider = members[0]?.provider;
    table.push([plane, provider?.account, provider?.region, members.length, services(members)]);
  }
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

/** The logical name of a provider is the plane that it serves. */
function planeOf(provider: GraphResource["provider"]): string {
  return provider?.urn?.split("::")[3] ?? "(default provider)";
}

function services(resources: readonly GraphResource[]): string {
  return groupBy(resources, ({ type }) => serviceOf(type))
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([service, members]) => `${service} ${members.length}`)
    .join(", ");
}

/** `s3` of `aws:s3/bucket:Bucket`; a package that is not divided into services is shown by resource type. */
function serviceOf(type: string): string {
  const [, module = "", resource = ""] = type.split(":");
  const [service = ""] = module.split("/");
  return service === "index" ? resource : service;
}

const BORDERLESS = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "",
};
