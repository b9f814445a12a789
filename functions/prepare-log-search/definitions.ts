import { INDEX_PREFIX } from "../index-ml-logs/document";

/** What the deployment asks for. */
export interface Request {
  /** Roles that write logs. */
  readonly writers: readonly string[];
  /** Roles that search. */
  readonly readers: readonly string[];
  /** Days after which an index is deleted. */
  readonly searchableDays: number;
  /** Copies of each shard beside the first. */
  readonly replicas: number;
}

/** Something that the domain must hold, under a path of its API. */
export interface Definition {
  readonly path: string;
  readonly body: object;
}

export const INDEX_PATTERN = `${INDEX_PREFIX}-*`;

const WRITER = "ml_logs_writer";
const READER = "ml_logs_reader";
/** Role of the domain itself, without which nobody can open Dashboards. */
const DASHBOARDS_USER = "opensearch_dashboards_user";
const SECURITY = "/_plugins/_security/api";

const word = { type: "keyword", ignore_above: 1024 };
const number = { type: "double" };
/** Searched by word, and found whole as long as it is short. */
const sentence = { type: "text", fields: { keyword: { type: "keyword", ignore_above: 256 } } };

/** Fields of a log document. Whatever is not here is kept but not searched, except metrics, whose names are free. */
const mappings = {
  dynamic: false,
  properties: {
    "@timestamp": { type: "date" },
    ...Object.fromEntries(
      [
        "account",
        "app",
        "endpoint",
        "function",
        "host",
        "job",
        "kind",
        "level",
        "logGroup",
        "logStream",
        "logger",
        "requestId",
        "space",
        "variant",
      ].map((name) => [name, word]),
    ),
    message: sentence,
    reason: sentence,
    epoch: number,
    iteration: number,
    exception: { properties: { type: word, message: sentence } },
    http: { properties: { method: word, path: word, status: { type: "short" }, bytes: { type: "long" } } },
    metrics: { type: "object", dynamic: true },
    // One field, however many keys there are: the fields of an index are limited.
    fields: { type: "flat_object" },
  },
  dynamic_templates: [{ metrics: { path_match: "metrics.*", mapping: number } }],
};

/** How indices of logs are made. One shard: a day of logs is far from the 50 GB that a shard holds well. */
export function indexTemplate({ replicas }: Request): Definition {
  return {
    path: `/_index_template/${INDEX_PREFIX}`,
    body: {
      index_patterns: [INDEX_PATTERN],
      priority: 100,
      template: {
        settings: {
          index: { number_of_shards: 1, number_of_replicas: replicas, refresh_interval: "10s" },
        },
        mappings,
      },
    },
  };
}

/** When indices of logs are deleted. */
export function retention({ searchableDays }: Request): Definition & { readonly policyId: string } {
  const policyId = INDEX_PREFIX;
  return {
    policyId,
    path: `/_plugins/_ism/policies/${policyId}`,
    body: {
      policy: {
        description: `Logs can be searched for ${searchableDays} days`,
        default_state: "searchable",
        states: [
          {
            name: "searchable",
            actions: [],
            transitions: [{ state_name: "deleted", conditions: { min_index_age: `${searchableDays}d` } }],
          },
          { name: "deleted", actions: [{ delete: {} }], transitions: [] },
        ],
        ism_template: [{ index_patterns: [INDEX_PATTERN], priority: 100 }],
      },
    },
  };
}

/** Who may do what in the domain. A mapping holds exactly the roles given: who is taken off the list is out. */
export function access({ writers, readers }: Request): readonly Definition[] {
  const mapped = (role: string, roleArns: readonly string[]): Definition => ({
    path: `${SECURITY}/rolesmapping/${role}`,
    body: { backend_roles: roleArns },
  });
  return [
    {
      path: `${SECURITY}/roles/${WRITER}`,
      body: {
        cluster_permissions: ["indices:data/write/bulk"],
        index_permissions: [
          {
            index_patterns: [INDEX_PATTERN],
            allowed_actions: [
              "indices:admin/auto_create",
              "indices:admin/create",
              "indices:admin/mapping/auto_put",
              "indices:admin/mapping/put",
              "indices:data/write/bulk*",
              "indices:data/write/index",
            ],
          },
        ],
      },
    },
    {
      path: `${SECURITY}/roles/${READER}`,
      body: {
        cluster_permissions: ["cluster_composite_ops_ro"],
        index_permissions: [{ index_patterns: [INDEX_PATTERN], allowed_actions: ["read"] }],
        // Logs are read only. Dashboards over them are the readers' own work, which they share.
        tenant_permissions: [{ tenant_patterns: ["global_tenant"], allowed_actions: ["kibana_all_write"] }],
      },
    },
    mapped(WRITER, writers),
    mapped(READER, readers),
    mapped(DASHBOARDS_USER, readers),
  ];
}

/** What the domain audits: its own settings, to be read here and written below. */
export const AUDIT_PATH = `${SECURITY}/audit`;
