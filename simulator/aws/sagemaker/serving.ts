import { AwsError } from "./aws-error";
import type { JsonObject } from "./json";
import type { ObjectStore } from "./object-store";
import { parseS3Uri } from "./object-store";
import type { Place } from "./place";

/** A variant of an endpoint's configuration. */
export interface ServedVariant {
  readonly VariantName: string;
  readonly ModelName: string;
  /** Undefined: serverless. */
  readonly InstanceType?: string;
  readonly InitialInstanceCount?: number;
}

/** A configuration of an endpoint, and where asynchronous results go. */
export interface ServedConfig {
  readonly name: string;
  readonly variants: readonly ServedVariant[];
  readonly shadowVariants: readonly ServedVariant[];
  /** Undefined: the endpoint answers at once. */
  readonly asynchronous?: { readonly output: string; readonly failure: string };
}

export interface ServedEndpoint {
  readonly name: string;
  readonly configName: string;
}

/** A schedule, as GetSchedule shows the part that matters. */
export interface PlacedSchedule {
  readonly name: string;
  readonly targetArn: string;
  /** JSON that the target gets. */
  readonly input: string;
}

/** Answers rows as a model does. @returns a prediction for each row, or why the model refuses them */
export type Predict = (rows: readonly string[]) => readonly string[] | { readonly refused: string };

/** What serves in an account: made by others than the tools that look at it, except for models of batch runs and jobs. */
export class Serving {
  readonly models = new Map<string, JsonObject>();
  readonly configs = new Map<string, ServedConfig>();
  readonly endpoints = new Map<string, ServedEndpoint>();
  readonly schedules = new Map<string, PlacedSchedule>();
  readonly jobs = new Map<string, JsonObject>();
  /** How each model answers. @default none serves yet */
  predict: Predict = () => ({ refused: "no model" });

  constructor(
    readonly place: Place,
    private readonly objects: ObjectStore,
  ) {}

  /** @throws AwsError ValidationException */
  endpoint(name: string): ServedEndpoint {
    return found(this.endpoints, name, "endpoint", this.place);
  }

  /** @throws AwsError ValidationException */
  config(name: string): ServedConfig {
    return found(this.configs, name, "endpoint configuration", this.place);
  }

  /** @throws AwsError ValidationException */
  model(name: string): JsonObject {
    return found(this.models, name, "model", this.place);
  }

  /** Puts a file's predictions, or the model's refusal, where an asynchronous endpoint does. @returns the two places */
  answerAsynchronously(
    name: string,
    inputUri: string,
  ): { readonly output: string; readonly failure: string } {
    const { asynchronous } = this.config(this.endpoint(name).configName);
    if (asynchronous === undefined) {
      throw new AwsError("ValidationException", `Endpoint ${name} is not an asynchronous endpoint.`);
    }
    const id = `${inputUri.replace(/^.*\//, "")}-${this.place.now()}`;
    const output = `${asynchronous.output.replace(/\/$/, "")}/${id}.out`;
    const failure = `${asynchronous.failure.replace(/\/$/, "")}/${id}-error.out`;
    const answer = this.predict(this.rowsOf(inputUri));
    this.write("refused" in answer ? failure : output, "refused" in answer ? answer.refused : lines(answer));
    return { output, failure };
  }

  /** Plays a transform job to its end, since nothing here takes time. @throws AwsError ResourceInUse */
  transform(name: string, job: JsonObject): void {
    if (this.jobs.has(name)) {
      throw new AwsError("ResourceInUse", `Job name must be unique: ${name}`);
    }
    this.model(job.ModelName as string);
    const source = (job.TransformInput as { DataSource: { S3DataSource: { S3Uri: string } } }).DataSource;
    const { S3OutputPath } = job.TransformOutput as { S3OutputPath: string };
    const { bucket, key } = parseS3Uri(source.S3DataSource.S3Uri);
    const refusals = this.objects.keys(bucket, key).flatMap((file) => {
      const answer = this.predict(this.rowsOf(`s3://${bucket}/${file}`));
      if ("refused" in answer) return [answer.refused];
      this.write(`${S3OutputPath}${file.slice(key.length)}.out`, lines(answer));
      return [];
    });
    this.jobs.set(name, {
      ...job,
      TransformJobArn: this.place.arn("sagemaker", `transform-job/${name}`),
      TransformJobStatus: refusals.length === 0 ? "Completed" : "Failed",
      ...(refusals[0] === undefined ? {} : { FailureReason: refusals[0] }),
      CreationTime: this.place.now(),
    });
  }

  private rowsOf(uri: string): string[] {
    const { bucket, key } = parseS3Uri(uri);
    return this.objects
      .get(bucket, key)
      .content.toString("utf8")
      .split("\n")
      .filter((row) => row !== "");
  }

  private write(uri: string, text: string): void {
    const { bucket, key } = parseS3Uri(uri);
    this.objects.put(bucket, key, {
      content: Buffer.from(text),
      contentType: "text/csv",
      lastModified: this.place.now(),
    });
  }
}

function lines(predictions: readonly string[]): string {
  return `${predictions.join("\n")}\n`;
}

function found<T>(map: ReadonlyMap<string, T>, name: string, what: string, place: Place): T {
  const value = map.get(name);
  if (value === undefined) {
    const kind = what.replaceAll(" ", "-").replace("configuration", "config");
    const arn = place.arn("sagemaker", `${kind}/${name}`);
    throw new AwsError("ValidationException", `Could not find ${what} "${arn}".`);
  }
  return value;
}
