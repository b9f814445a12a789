import { partitionOf } from "../settings/regions";
import type { GraphResource } from "../simulator/rehearsal/graph";
import type { Place } from "./graph/stack";
import { tagsOf, textOf } from "./graph/values";
import type { World } from "./graph/world";

/** What a case is about. */
export interface Thing {
  readonly arn: string;
  /** Account that owns it. */
  readonly account: string;
  readonly tags: Readonly<Record<string, string>>;
}

interface Kind {
  readonly type: string;
  /** Output that holds the name. */
  readonly name: string;
  /** Name of AWS for a name of the cases. */
  readonly physical: (name: string, place: Place) => string;
  /** Output that holds the ARN. @default "arn" */
  readonly arn?: string;
  /** ARN of what the rest of the reference names in it. @default the thing itself */
  readonly inner?: (arn: string, rest: string) => string;
}

const named = (name: string, { team, plane }: Place): string => `mlops-${team}-${plane}-${name}`;
const within = (arn: string, rest: string): string => `${arn}/${rest}`;
const version = (arn: string, rest: string): string =>
  `${arn.replace(":model-package-group/", ":model-package/")}/${rest === "" ? "1" : rest}`;

/** What a graph shows, by the word that the cases use. */
const KINDS: Readonly<Record<string, Kind>> = {
  api: { ...kind("aws:apigateway/restApi:RestApi", "name"), arn: "executionArn", inner: within },
  bucket: bucket(),
  crawler: kind("aws:glue/crawler:Crawler", "name"),
  domain: kind("aws:opensearch/domain:Domain", "domainName", (name, { team }) => `mlops-${team}-${name}`),
  "feature-group": kind("aws:sagemaker/featureGroup:FeatureGroup", "featureGroupName", model("-")),
  function: kind("aws:lambda/function:Function", "name"),
  group: kind("aws:sagemaker/modelPackageGroup:ModelPackageGroup", "modelPackageGroupName", model("-")),
  image: kind("aws:ecr/repository:Repository", "name", (name, { team }) => `mlops/${team}/${name}`),
  job: kind("aws:glue/job:Job", "name"),
  "log-group": kind("aws:cloudwatch/logGroup:LogGroup", "name", (name) => name),
  object: { ...bucket(), inner: within },
  parameter: kind(
    "aws:ssm/parameter:Parameter",
    "name",
    (name, { team, plane }) => `/mlops/${team}/${plane}/${name}`,
  ),
  policy: kind("aws:iam/policy:Policy", "name"),
  queue: kind("aws:sqs/queue:Queue", "name"),
  rule: kind("aws:cloudwatch/eventRule:EventRule", "name"),
  secret: kind(
    "aws:secretsmanager/secret:Secret",
    "name",
    (name, { team, plane }) => `mlops/${team}/${plane}/${name}`,
  ),
  sink: kind("aws:oam/sink:Sink", "name"),
  stream: kind("aws:kinesis/stream:Stream", "name"),
  table: kind("aws:dynamodb/table:Table", "name"),
  topic: kind("aws:sns/topic:Topic", "name"),
  version: {
    ...kind("aws:sagemaker/modelPackageGroup:ModelPackageGroup", "modelPackageGroupName", model("-")),
    inner: version,
  },
};

function kind(type: string, name: string, physical: Kind["physical"] = named): Kind {
  return { type, name, physical };
}

function bucket(): Kind {
  return kind("aws:s3/bucket:Bucket", "bucket", (name, place) => `${named(name, place)}-${place.account}`);
}

function model(separator: string): Kind["physical"] {
  return (name, { team }) => `${team}${separator}${name}`;
}

const WORDS = [...Object.keys(KINDS), "key", "new", "role"].sort();

/** Services whose ARNs name no Region. */
const GLOBAL = ["iam", "organizations"];

/** Turns the references of the cases into ARNs. `own` is the account of who acts. */
export class Catalog {
  constructor(private readonly world: World) {}

  /**
   * Finds what a reference names: `<kind>:<name>@<place>`, `new:<service>:<rest of the ARN>@<place>`, `outside:<name>`,
   * `key@<place>`, `*` or an ARN.
   *
   * @throws Error if there is no such thing.
   */
  public thing(reference: string, own: Place): Thing {
    if (reference === "*") {
      return { arn: "*", account: own.account, tags: {} };
    }
    if (reference.startsWith("arn:")) {
      return { arn: reference, account: this.world.accountOf(reference), tags: {} };
    }
    const { word, name, place } = this.split(reference, own);
    switch (word) {
      case "key":
        return this.key(name, place);
      case "new":
        return unborn(name, place);
      case "outside":
        return this.outsider(name);
      case "role":
        return this.role(reference, name, place);
      default:
        return this.shown(reference, word, name, place);
    }
  }

  /** Fills `${account:<place>}`, `${organization}` and `${<reference>}` into a text of the cases. */
  public fill(text: string, own: Place): string {
    return text.replaceAll(/\$\{([^}]+)\}/g, (_, reference: string) => {
      const [, place] = /^account:(.+)$/.exec(reference) ?? [];
      if (place !== undefined) {
        return this.place(place, own).account;
      }
      return reference === "organization"
        ? this.world.organization.organizationId
        : this.thing(reference, own).arn;
    });
  }

  public place(text: string, own: Place): Place {
    return text === "own" ? own : this.world.place(text);
  }

  private split(reference: string, own: Place): { word: string; name: string; place: Place } {
    const [, word, name = "", place] = /^([a-z-]+)(?::(.+?))?(?:@([\w.-]+))?$/.exec(reference) ?? [];
    if (word === undefined || (place === undefined && word !== "outside")) {
      throw new Error(
        `"${reference}" names nothing: write <kind>:<name>@<place>, outside:<name>, an ARN or *; kinds are ` +
          WORDS.join(", "),
      );
    }
    return { word, name, place: place === undefined ? own : this.place(place, own) };
  }

  private shown(reference: string, word: string, name: string, place: Place): Thing {
    const found = KINDS[word];
    if (!found) {
      throw new Error(`"${reference}" is of the unknown kind ${word}: known are ${WORDS.join(", ")}`);
    }
    const { type, name: property, arn: arnProperty = "arn", physical, inner } = found;
    const [, head = name, rest = ""] = inner ? (/^([^/]+)\/?(.*)$/.exec(name) ?? []) : [];
    const candidates = this.world.resourcesOf(type, place.account);
    const wanted = [physical(head, place), head];
    const resource = candidates.find((candidate) => wanted.includes(textOf(candidate, property)));
    if (!resource) {
      const names = candidates.map((candidate) => textOf(candidate, property));
      throw new Error(
        `"${reference}" is not in the graph: the account of ${place.plane} has ${names.join(", ") || "none of that kind"}`,
      );
    }
    const arn = textOf(resource, arnProperty);
    return owned(resource, inner ? inner(arn, rest) : arn);
  }

  /** A plane has one key; others have a name in their alias. */
  private key(name: string, place: Place): Thing {
    const alias = `alias/mlops/${place.team}/${place.plane}${name === "" ? "" : `/${name}`}`;
    const aliases = this.world.resourcesOf("aws:kms/alias:Alias", place.account);
    const found = aliases.find(({ outputs }) => outputs.name === alias);
    const key = this.world
      .resourcesOf("aws:kms/key:Key", place.account)
      .find(({ outputs }) => outputs.keyId === found?.outputs.targetKeyId);
    if (!found || !key) {
      const names = aliases.map((each) => textOf(each, "name")).join(", ") || "none";
      throw new Error(`there is no key with the alias ${alias}: the account of ${place.plane} has ${names}`);
    }
    return owned(key, textOf(key, "arn"));
  }

  /** Roles are found in stack sets, too. */
  private role(reference: string, name: string, place: Place): Thing {
    const here = this.world.roles.filter(({ account }) => account === place.account);
    const found = here.find((role) => role.name === named(name, place) || role.name === name);
    if (!found) {
      throw new Error(
        `"${reference}" is not in the graph: the account of ${place.plane} has ${here.map((role) => role.name).join(", ") || "no roles"}`,
      );
    }
    return { arn: found.arn, account: found.account, tags: found.tags };
  }

  private outsider(name: string): Thing {
    const [, head = "", rest] = /^([\w-]+)(\/.+)?$/.exec(name) ?? [];
    const found = this.world.outside.find((thing) => thing.name === head);
    const arn = found?.arns[0];
    if (!found || arn === undefined) {
      const names = this.world.outside.map((thing) => thing.name);
      throw new Error(
        `outside:${name} is not in permissions/outside.yaml: it has ${names.join(", ") || "nothing"}`,
      );
    }
    return { arn: `${arn}${rest ?? ""}`, account: found.account, tags: {} };
  }
}

function owned(resource: GraphResource, arn: string): Thing {
  return { arn, account: resource.provider?.account ?? "", tags: tagsOf(resource) };
}

/** Something that a request would make or that the team makes later: its name matters, the graph does not show it. */
function unborn(name: string, { account, region }: Place): Thing {
  const [service = "", ...rest] = name.split(":");
  const where = GLOBAL.includes(service) ? `:${account}` : service === "s3" ? ":" : `${region}:${account}`;
  return {
    arn: `arn:${partitionOf(region)}:${service}:${where}:${rest.join(":")}`,
    account,
    tags: {},
  };
}
