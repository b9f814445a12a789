/** Widgets of CloudWatch dashboards, in the form of its API. Without x and y, CloudWatch places them line by line. */

/** A metric as it is shown; one of another account needs a link to this one. */
export interface ShownMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: string;
  readonly label: string;
  /** @default the account of the dashboard */
  readonly account?: string;
}

/** All metrics of one name with these dimensions, whatever the value of those that no value is given for. */
export interface SearchedMetric extends Omit<ShownMetric, "dimensions" | "label"> {
  readonly dimensions: Readonly<Record<string, string | undefined>>;
}

interface Account {
  readonly account: string;
}

/** `[namespace, metric, dimension, value, ..., rendering]`, or `[{ expression }]`. */
type MetricRow = readonly (string | Readonly<Record<string, unknown>>)[];

export interface Widget {
  readonly type: "log" | "metric" | "text";
  readonly width: number;
  readonly height: number;
  readonly properties: Readonly<Record<string, unknown>> & { readonly metrics?: readonly MetricRow[] };
}

export interface DashboardBody {
  readonly widgets: readonly Widget[];
}

/** Says where a metric is from, unless it is from the account of the dashboard. */
export function elsewhere(here: Account, there: Account): { readonly account?: string } {
  return here.account === there.account ? {} : { account: there.account };
}

/** Columns of a dashboard. */
const WIDTH = 24;

interface GraphOptions {
  readonly region: string;
  /** Seconds that a point stands for. @default 300 */
  readonly periodSeconds?: number;
  /** Columns, of 24. @default 8 */
  readonly width?: number;
}

/** Metrics over time. */
export function graph(title: string, metrics: readonly ShownMetric[], options: GraphOptions): Widget {
  return metricWidget(title, metrics.map(row), options);
}

/** Metrics over time of which it is not known beforehand how many there are; CloudWatch shows up to 500. */
export function searchGraph(
  title: string,
  metrics: readonly SearchedMetric[],
  options: GraphOptions,
): Widget {
  const { periodSeconds = 300 } = options;
  return metricWidget(
    title,
    metrics.map((metric, index) => [
      { expression: searchExpression(metric, periodSeconds), id: `e${index + 1}` },
    ]),
    options,
  );
}

/** Text in Markdown, over the whole width. */
export function text(markdown: string, height = 2): Widget {
  return { type: "text", width: WIDTH, height, properties: { markdown } };
}

/** Lines of a log group of this account, over the whole width. */
export function logTable(title: string, logGroupName: string, query: string, region: string): Widget {
  return {
    type: "log",
    width: WIDTH,
    height: 6,
    properties: { title, region, view: "table", query: `SOURCE '${logGroupName}' | ${query}` },
  };
}

function metricWidget(
  title: string,
  metrics: readonly MetricRow[],
  { region, periodSeconds = 300, width = 8 }: GraphOptions,
): Widget {
  return {
    type: "metric",
    width,
    height: 6,
    properties: { title, region, view: "timeSeries", period: periodSeconds, metrics },
  };
}

function row({ namespace, name, dimensions, statistic, label, account }: ShownMetric): MetricRow {
  return [
    namespace,
    name,
    ...Object.entries(dimensions).flat(),
    { stat: statistic, label, ...(account === undefined ? {} : { accountId: account }) },
  ];
}

function searchExpression(
  { namespace, name, dimensions, statistic, account }: SearchedMetric,
  periodSeconds: number,
): string {
  const schema = [namespace, ...Object.keys(dimensions)].map(quoted).join(",");
  const terms = Object.entries(dimensions).flatMap(([dimension, value]) =>
    value === undefined ? [] : [`${quoted(dimension)}=${quoted(value)}`],
  );
  const where = account === undefined ? [] : [`:aws.AccountId=${quoted(account)}`];
  const search = [`{${schema}}`, `MetricName=${quoted(name)}`, ...terms, ...where].join(" ");
  return `SEARCH('${search}', '${statistic}', ${periodSeconds})`;
}

function quoted(value: string): string {
  return `"${value}"`;
}
