import { idFrom, text } from "../ids";
import type { Properties, Registration, SimulatedType } from "../types";
import { arn, inRegion } from "./define";

/** Workers of these types count as so many data processing units. */
const UNITS: Readonly<Record<string, number>> = {
  "G.025X": 0.25,
  "G.1X": 1,
  "G.2X": 2,
  "G.4X": 4,
  "G.8X": 8,
};

export const glue = inRegion({
  "aws:glue/catalogDatabase:CatalogDatabase": {
    autoname: "name",
    taggable: true,
    computed: (registration) => ({
      ...named("database", registration),
      catalogId: registration.place.account,
      createTableDefaultPermissions: [
        { permissions: ["ALL"], principal: { dataLakePrincipalIdentifier: "IAM_ALLOWED_PRINCIPALS" } },
      ],
      locationUri: "",
    }),
    id: inCatalog,
    replaceOn: ["name", "catalogId", "targetDatabase"],
  },
  "aws:glue/connection:Connection": {
    autoname: "name",
    taggable: true,
    computed: (registration) => ({
      ...named("connection", registration),
      catalogId: registration.place.account,
      connectionType: "JDBC",
    }),
    id: inCatalog,
    replaceOn: ["name", "catalogId"],
  },
  "aws:glue/crawler:Crawler": part("crawler", ["name", "databaseName"]),
  "aws:glue/job:Job": part("job", ["name"], jobDefaults),
  "aws:glue/securityConfiguration:SecurityConfiguration": {
    autoname: "name",
    computed: () => ({}),
    id: idFrom("name"),
    replaceOn: ["name", "encryptionConfiguration"],
  },
  "aws:glue/trigger:Trigger": part("trigger", ["name", "type", "workflowName"], ({ inputs }) => ({
    state: inputs.type === "ON_DEMAND" ? "CREATED" : inputs.enabled === false ? "DEACTIVATED" : "ACTIVATED",
  })),
});

/** What is known by its name in an account and Region. */
function part(
  kind: string,
  replaceOn: readonly string[],
  computed: (registration: Registration) => Properties = () => ({}),
): SimulatedType & { readonly taggable: true } {
  return {
    autoname: "name",
    taggable: true,
    computed: (registration) => ({ ...named(kind, registration), ...computed(registration) }),
    id: idFrom("name"),
    replaceOn,
  };
}

function named(kind: string, { inputs, place }: Registration): Properties {
  return { arn: arn(place, "glue", `${kind}/${text(inputs, "name")}`) };
}

function inCatalog(_: unknown, outputs: Properties): string {
  return `${text(outputs, "catalogId")}:${text(outputs, "name")}`;
}

function jobDefaults({ inputs }: Registration): Properties {
  const { workerType = "G.1X", numberOfWorkers = 10 } = inputs;
  return {
    executionProperty: { maxConcurrentRuns: 1 },
    glueVersion: "0.9",
    jobMode: "SCRIPT",
    maxCapacity: Number(numberOfWorkers) * (UNITS[String(workerType)] ?? 1),
    numberOfWorkers,
    timeout: 2880,
    workerType,
  };
}
