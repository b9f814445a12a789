/** How requests reach SageMaker and how its answers come back, for calls that no code touches. Text, no resources. */

/** Name by which the path of a request calls the model. */
export const MODEL_PARAMETER = "name";

/** Name by which the path of SageMaker calls the endpoint. */
export const ENDPOINT_PARAMETER = "endpoint";

/** What callers may send; everything else is answered with status 415. */
export const CONTENT_TYPES = ["text/csv", "application/json"] as const;

/** Header by which data captured from an endpoint finds what became true later. */
const INFERENCE_ID = "X-Amzn-SageMaker-Inference-Id";

/** Headers of a request, and whether it must have them. */
export const REQUEST_HEADERS: Readonly<Record<string, boolean>> = {
  "Content-Type": true,
  Accept: false,
  [INFERENCE_ID]: false,
};

/** Headers of an answer by the name that SageMaker gives them. */
const ANSWER_HEADERS: Readonly<Record<string, string>> = {
  "Content-Type": "Content-Type",
  "x-Amzn-Invoked-Production-Variant": "X-Amzn-Invoked-Production-Variant",
  [INFERENCE_ID]: INFERENCE_ID,
};

/** The name of a model as settings take it; whatever else is in the path becomes a name that no model has. */
const MODEL_PATTERN = "[a-z][a-z0-9-]{0,19}";
const NO_MODEL = "no--model";

/**
 * Template of the request. It names the endpoint in the path and passes the body on as it came. One line: what stands
 * between directives would become part of the body.
 *
 * @param prefix - What the names of all endpoints begin with, such as `mlops-fraud-production-`.
 */
export function requestTemplate(prefix: string): string {
  return [
    `#set($model = $input.params('${MODEL_PARAMETER}'))`,
    `#if(!$model.matches('${MODEL_PATTERN}'))#set($model = '${NO_MODEL}')#end`,
    `#set($context.requestOverride.path.${ENDPOINT_PARAMETER} = "${prefix}$model")`,
    "$input.body",
  ].join("");
}

/** One answer: for which status of SageMaker it is, and what the caller gets. */
export interface Answer {
  readonly status: string;
  /** Pattern of SageMaker's status. @default whatever no other answer is for */
  readonly pattern?: string;
  readonly template?: string;
}

const error = (kind: string, message: string): string => `{"error":"${kind}","message":"${message}"}`;

/** Text inside a template as JSON text: the function escapes quotes that JSON does not know escaped. */
const escaped = (variable: string): string => `$util.escapeJavaScript(${variable}).replaceAll("\\\\'","'")`;

const THROTTLED = error("throttled", "too many requests for this model: try again");

/** The model's own error, without the name of its log stream. */
const MODEL_ERROR = [
  `#set($status = "$!input.path('$.OriginalStatusCode')")#if($status == '')#set($status = 'null')#end`,
  `#set($message = "$!input.path('$.OriginalMessage')")`,
  `{"error":"model","status":$status,"message":"${escaped("$message")}"}`,
].join("");

/**
 * SageMaker answers 400 for a request that it cannot read, for a missing endpoint and, as other services do, for
 * throttling; only its message distinguishes them. The message is not passed on where it names the account.
 */
const REQUEST_ERROR = [
  "#set($text = $input.body)",
  "#if($text.contains('not found'))#set($context.responseOverride.status = 404)",
  error("request", "no endpoint serves this model"),
  `#elseif($text.contains('Throttling') || $text.contains('Rate exceeded'))`,
  `#set($context.responseOverride.status = 429)${THROTTLED}`,
  `#else#set($message = "$!input.path('$.Message')$!input.path('$.message')")`,
  `{"error":"request","message":"${escaped("$message")}"}#end`,
].join("");

/** In the order of docs/inference-api.md. A pattern is for one status, so that never two of them fit. */
export const ANSWERS: readonly Answer[] = [
  { status: "200", pattern: "200" },
  { status: "400", pattern: "400", template: REQUEST_ERROR },
  { status: "429", pattern: "429", template: THROTTLED },
  { status: "502", pattern: "424", template: MODEL_ERROR },
  { status: "503", pattern: "503", template: error("service", "SageMaker has no capacity: try again") },
  { status: "500", template: error("service", "SageMaker did not answer as it should") },
];

/** Statuses that only a template sets. */
export const OVERRIDDEN_STATUSES = ["404"] as const;

/** Headers of the request as the method declares them. */
export function methodParameters(): Record<string, boolean> {
  return {
    [`method.request.path.${MODEL_PARAMETER}`]: true,
    ...Object.fromEntries(
      Object.entries(REQUEST_HEADERS).map(([header, required]) => [
        `method.request.header.${header}`,
        required,
      ]),
    ),
  };
}

/** Headers and path as SageMaker gets them. The template above has the last word on the path. */
export function integrationParameters(): Record<string, string> {
  return {
    [`integration.request.path.${ENDPOINT_PARAMETER}`]: `method.request.path.${MODEL_PARAMETER}`,
    ...Object.fromEntries(
      Object.keys(REQUEST_HEADERS).map((header) => [
        `integration.request.header.${header}`,
        `method.request.header.${header}`,
      ]),
    ),
  };
}

/** Headers of an answer: where the caller finds them and where SageMaker has them. */
export function answerParameters({ template }: Answer): Record<string, string> {
  return template === undefined
    ? Object.fromEntries(
        Object.entries(ANSWER_HEADERS).map(([theirs, ours]) => [
          `method.response.header.${ours}`,
          `integration.response.header.${theirs}`,
        ]),
      )
    : { "method.response.header.Content-Type": "'application/json'" };
}

/** Answers of API Gateway itself, so that nobody mistakes them for the model's. These templates take variables only. */
export const GATEWAY_ANSWERS: Readonly<Record<string, string>> = {
  DEFAULT_4XX: gatewayError("$context.error.messageString"),
  DEFAULT_5XX: gatewayError("$context.error.messageString"),
  BAD_REQUEST_BODY: gatewayError('"$context.error.validationErrorString"'),
};

/** `messageString` comes with its quotes, the message of a validation without. */
function gatewayError(message: string): string {
  return `{"error":"gateway","type":"$context.error.responseType","message":${message}}`;
}
