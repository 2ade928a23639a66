import { asObject, asText, type JsonObject, odataType } from "../../../law/json/json-object";
import { quoted } from "../../../text/printable";

/** How to get what can be read, said wherever something can't be. */
export const HOW_TO_EXPORT =
  "write the tenant down with `azmfa snapshot --out tenant.json`, or save what Graph answers to GET /identity/conditionalAccess/policies";

type Sign = readonly [what: string, tells: (object: JsonObject) => boolean];

const has =
  (...keys: readonly string[]) =>
  (object: JsonObject): boolean =>
    keys.every((key) => key in object);

/** Documents that people have at hand instead of Graph's objects, by what only they have. */
const SIGNS: readonly Sign[] = [
  ["Terraform's state or plan", has("terraform_version")],
  ["a part of a stack's state", (object) => asObject(object["deployment"]) !== undefined],
  ["an ARM template", (object) => /deploymentTemplate|deploymentParameters/i.test(asText(object["$schema"]) ?? "")],
  ["a record of the sign-in log", has("appliedConditionalAccessPolicies")],
  ["a record of risk", has("riskState", "riskLevel")],
  ["a request for a role", has("principalId", "roleDefinitionId", "action")],
  ["a directory role, which doesn't tell who else holds it", has("roleTemplateId")],
  ["an answer of What If", has("policyApplies", "analysisReasons")],
  ["a verdict of azmfa", has("verdict", "bypasses")],
  ["a comparison of azmfa", has("comparison", "opened")],
  ["an AWS policy", has("Version", "Statement")],
  ["a policy of Okta", (object) => "_links" in object && "type" in object && "conditions" in object],
  ["a policy of Google Cloud", has("bindings", "etag")],
  ["results in SARIF", (object) => Array.isArray(object["runs"]) && "version" in object],
  [
    "a policy of Intune",
    (object) => /(compliancepolicy|configuration|managedappprotection)$/.test(odataType(object) ?? ""),
  ],
];

/** What a document looks like that isn't one of Graph's; `undefined` where nothing tells. */
export function looksLike(json: unknown): string | undefined {
  const object = asObject(json);
  const [first] = Array.isArray(json) ? json : Array.isArray(object?.["value"]) ? object["value"] : [];
  for (const one of [object, asObject(first)]) {
    const found = one && SIGNS.find(([, tells]) => tells(one));
    if (found !== undefined) return found[0];
  }
  return undefined;
}

/** What Graph said instead of answering, if that is what the document holds. */
export function graphError(json: unknown): string | undefined {
  const error = asObject(json)?.["error"];
  const code = asText(asObject(error)?.["code"]);
  const text = asText(asObject(error)?.["message"]) ?? asText(asObject(json)?.["error_description"]);
  const said = [code ?? asText(error), text].filter((part) => part !== undefined);
  return said.length === 0 ? undefined : said.map((part) => quoted(part)).join(": ");
}
