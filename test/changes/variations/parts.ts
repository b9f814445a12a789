import type { Values, Variation } from "../variation";

/** Every setting of the parts that a team can leave out. */
export const PARTS: readonly Variation[] = [
  { keys: ["dashboards"], what: "`true` to `false`", change: { dashboards: false } },
  {
    keys: ["metricSink"],
    what: "`create` to `existing`",
    change: { metricSink: "existing" },
    note: "while links hang on it, AWS does not delete the sink: say `dashboards: false` first, without monitoring, then both",
  },
  { keys: ["idleEndpoints"], what: "remove", change: { idleEndpoints: undefined } },
  {
    keys: ["idleEndpoints.afterDays", "idleEndpoints.action"],
    change: { "idleEndpoints.afterDays": 3, "idleEndpoints.action": "scaleToZero" },
  },
  { keys: ["studio"], what: "remove", change: { studio: undefined } },
  {
    keys: ["studio.signIn"],
    what: "`iam` to `identityCenter`",
    change: { "studio.signIn": "identityCenter" },
    never: "SageMaker makes another domain, without the homes. Copy the work, take `studio` out and in again",
  },
  {
    keys: ["studio.instanceType", "studio.idleMinutes"],
    change: { "studio.instanceType": "ml.m5.large", "studio.idleMinutes": 90 },
  },
  {
    keys: ["studio.volumeGiB"],
    change: { "studio.volumeGiB": 30 },
    note: "for new spaces, and the most that an owner can choose; a volume never shrinks",
  },
  { keys: ["dataSources.snowflake"], what: "remove", change: { "dataSources.snowflake": undefined } },
  {
    keys: ["account", "user", "role", "warehouse", "database", "schema"].map(
      (key) => `dataSources.snowflake.${key}`,
    ),
    change: {
      "dataSources.snowflake.account": "contoso-two",
      "dataSources.snowflake.user": "MLOPS_TWO",
      "dataSources.snowflake.role": "READER_TWO",
      "dataSources.snowflake.warehouse": "WH_TWO",
      "dataSources.snowflake.database": "TWO",
      "dataSources.snowflake.schema": "TWO",
    },
  },
  { keys: ["dataSources.snowflake.rotationDays"], change: { "dataSources.snowflake.rotationDays": 60 } },
  { keys: ["dataSources.azureDataLake"], what: "remove", change: { "dataSources.azureDataLake": undefined } },
  {
    keys: ["storageAccount", "container", "folder", "dataset"].map(
      (key) => `dataSources.azureDataLake.${key}`,
    ),
    change: {
      "dataSources.azureDataLake.storageAccount": "contosotwo",
      "dataSources.azureDataLake.container": "two",
      "dataSources.azureDataLake.folder": "fraud/hourly",
      "dataSources.azureDataLake.dataset": "cards",
    },
  },
  {
    keys: ["schedule", "tenantId", "clientId"].map((key) => `dataSources.azureDataLake.${key}`),
    change: {
      "dataSources.azureDataLake.schedule": "cron(0 5 * * ? *)",
      "dataSources.azureDataLake.tenantId": "2f6f2e0b-2a4d-4b77-9c55-0d3c8e5a7b21",
      "dataSources.azureDataLake.clientId": "3f6f2e0b-2a4d-4b77-9c55-0d3c8e5a7b21",
    },
  },
  { keys: ["dataSources.azureDataLake.via"], what: "`glue` to `dataSync`", change: dataSync("agent-0a") },
  {
    keys: ["dataSources.azureDataLake.agentArns"],
    given: dataSync("agent-0a"),
    change: dataSync("agent-0b"),
  },
  {
    keys: ["featureGroups"],
    what: "add a group",
    change: {
      "featureGroups.cards": {
        description: "What is known of a card",
        recordIdentifier: "card_id",
        eventTime: "event_time",
        features: { card_id: "String", event_time: "String" },
      },
    },
  },
  { keys: ["featureGroups"], what: "remove a group", change: { "featureGroups.customers": undefined } },
  {
    keys: ["featureGroups.<name>.features"],
    what: "add a feature",
    change: { "featureGroups.customers.features.visits": "Integral" },
    note: "SageMaker adds it by hand, without a new group: [runbook](runbook.md)",
  },
  {
    keys: ["description", "recordIdentifier", "eventTime", "onlineStore"].map(
      (key) => `featureGroups.<name>.${key}`,
    ),
    change: {
      "featureGroups.customers.description": "In other words",
      "featureGroups.customers.recordIdentifier": "tenure_days",
      "featureGroups.customers.eventTime": "monthly_charge",
      "featureGroups.customers.onlineStore": false,
    },
    never:
      "SageMaker changes none of them, a description included, which is kept as it was: make a group of another name and fill it",
  },
  { keys: ["images"], what: "add an image", change: { "images.serving": { description: "For endpoints" } } },
  {
    keys: ["images"],
    what: "remove an image",
    given: { "images.serving": { description: "For endpoints" } },
    change: { "images.serving": undefined },
  },
  { keys: ["images.<name>.description"], change: { "images.training.description": "In other words" } },
  {
    keys: ["imageReplication"],
    what: "`none` to `models`",
    given: { imageReplication: "none" },
    change: { imageReplication: "models" },
  },
  { keys: ["imageReplication"], what: "`models` to `none`", change: { imageReplication: "none" } },
  { keys: ["mlflow"], what: "add", given: { mlflow: undefined }, change: { mlflow: {} } },
  { keys: ["mlflow"], what: "remove", change: { mlflow: undefined } },
  { keys: ["mlflow.size"], change: { "mlflow.size": "Medium" } },
  { keys: ["openSearch"], what: "remove", change: { openSearch: undefined } },
  {
    keys: ["openSearch.instanceType", "openSearch.nodes", "openSearch.volumeGiB"],
    change: { openSearch: { instanceType: "r7g.xlarge.search", nodes: 6, volumeGiB: 100 } },
  },
];

function dataSync(agent: string): Values {
  return {
    azureDataLakeSasToken: "sv=2024-01-01&sig=rehearsed",
    "dataSources.azureDataLake.via": "dataSync",
    "dataSources.azureDataLake.tenantId": undefined,
    "dataSources.azureDataLake.clientId": undefined,
    "dataSources.azureDataLake.agentArns": [`arn:aws:datasync:eu-west-1:200000000001:agent/${agent}`],
  };
}
