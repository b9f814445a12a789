import type { DashboardBody, Widget } from "../../../../components/observability/dashboards/widgets";

/** A metric that a widget shows, with the names of its dimensions in order. */
export interface Shown {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly string[];
  readonly title: string;
  readonly account?: string;
}

const SEARCH = /^SEARCH\('\{(.+?)\} MetricName="([^"]+)"(.*)', '([\w.]+)', (\d+)\)$/;

/** Metrics of a dashboard. @throws Error if a widget shows something in a form that is not known here. */
export function shownBy({ widgets }: DashboardBody): Shown[] {
  return widgets.flatMap((widget) => (widget.properties.metrics ?? []).map((row) => shownIn(widget, row)));
}

function shownIn({ properties }: Widget, row: readonly unknown[]): Shown {
  const title = String(properties.title);
  const last = row.at(-1) as { readonly expression?: string; readonly accountId?: string };
  if (last.expression !== undefined) {
    const [, schema = "", name = "", rest = ""] =
      SEARCH.exec(last.expression) ?? fail(`no search that is known: ${last.expression}`);
    const [namespace = "", ...dimensions] = schema.split(",").map((part) => part.replaceAll('"', ""));
    const account = /:aws\.AccountId="(\d+)"/.exec(rest)?.[1];
    return { namespace, name, dimensions: dimensions.sort(), title, ...(account ? { account } : {}) };
  }
  const [namespace, name, ...pairs] = row.slice(0, -1).map(String);
  return {
    namespace: namespace ?? fail(`${title} shows a metric without namespace`),
    name: name ?? fail(`${title} shows a metric without name`),
    dimensions: pairs.filter((_, index) => index % 2 === 0).sort(),
    title,
    ...(last.accountId === undefined ? {} : { account: last.accountId }),
  };
}

function fail(message: string): never {
  throw new Error(message);
}
