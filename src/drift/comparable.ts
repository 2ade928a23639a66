import { CONDITIONS, DIMENSIONS } from "../law/conditions";
import { asObject, asText, isAnnotation, isEmpty, type JsonObject } from "../law/json/json-object";
import { toGraphPolicy } from "../tenant/azuread/policy";
import { isSameValue } from "../tenant/graph/policy-shape";

/** Set by Graph alone, or about the object rather than the policy. */
const READ_ONLY: ReadonlySet<string> = new Set(["id", "templateId", "createdDateTime", "modifiedDateTime"]);

const IN_GRAPH = DIMENSIONS.map((dimension) => CONDITIONS[dimension].graph);

/** Sets of flags, which Graph writes as one text with commas, by their keys. */
const FLAGS: ReadonlySet<string> = new Set([
  "guestOrExternalUserTypes",
  ...IN_GRAPH.flatMap(({ fields }) =>
    fields.filter(({ holds }) => holds === "flags").map(({ path }) => path.slice(path.lastIndexOf(".") + 1)),
  ),
]);

/** Conditions that say nothing when they include everything and exclude nothing, by their keys. */
const EXPLICIT_ALL = new Map(IN_GRAPH.map(({ key, explicitAll }) => [key, explicitAll]));

/**
 * A policy of Graph without what makes no difference: read-only fields, annotations, empty values of every kind, an
 * explicit "all platforms" or "all locations", the details of a strength other than its id, and switched-off session controls.
 * Everything else stays, heard of or not.
 */
export const comparablePolicy = (policy: JsonObject): JsonObject =>
  meaningful({
    ...kept(policy, (key) => !READ_ONLY.has(key)),
    conditions: inObject(policy["conditions"], (conditions) =>
      kept(conditions, (key, value) => !isExplicitAll(key, value)),
    ),
    grantControls: inObject(policy["grantControls"], withStrengthById),
    sessionControls: inObject(policy["sessionControls"], comparableSession),
  });

const kept = (object: JsonObject, keeps: (key: string, value: unknown) => boolean): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key, value]) => keeps(key, value)));

/** What isn't an object stays as it is. */
function inObject(value: unknown, change: (object: JsonObject) => JsonObject): unknown {
  const object = asObject(value);
  return object === undefined ? value : change(object);
}

/** Whether what stands under a key of `conditions` includes everything and excludes nothing, which is the same as saying nothing. */
export function isExplicitAll(key: string, value: unknown): boolean {
  const [all, object] = [EXPLICIT_ALL.get(key), asObject(value)];
  return all !== undefined && object !== undefined && isSameValue(`conditions.${key}`, meaningful(object), all);
}

/** Graph expands the strength in each answer; which one it is stands in its id. */
function withStrengthById(grant: JsonObject): JsonObject {
  const id = asObject(grant["authenticationStrength"])?.["id"];
  return typeof id === "string" ? { ...grant, authenticationStrength: { id: id.toLowerCase() } } : grant;
}

/** Without annotations and empty values, at any depth; sets of flags as lists. */
function meaningful(object: JsonObject): JsonObject {
  const said = Object.entries(object).filter(([key, value]) => !isAnnotation(key) && !isEmpty(value));
  return Object.fromEntries(said.map(([key, value]) => [key, meaningfulValue(key, value)]));
}

function meaningfulValue(key: string, value: unknown): unknown {
  if (FLAGS.has(key) && typeof value === "string") return value.split(",").map((flag) => flag.trim());
  if (Array.isArray(value)) return value.map((item: unknown) => meaningfulValue("", item));
  return inObject(value, meaningful);
}

/** What Graph fills in with a sign-in frequency when a program leaves it out. */
const FREQUENCY_DEFAULTS: JsonObject = {
  frequencyInterval: "timeBased",
  authenticationType: "primaryAndSecondaryAuthentication",
};

/** Controls whose "off" is as good as not being there. Of one that nobody has heard of nobody knows that. */
const OFF_IS_ABSENT: ReadonlySet<string> = new Set([
  "applicationEnforcedRestrictions",
  "cloudAppSecurity",
  "persistentBrowser",
  "signInFrequency",
  "disableResilienceDefaults",
]);

/** Session controls without those that are switched off and without what Graph fills in. */
function comparableSession(session: JsonObject): JsonObject {
  const on = kept(session, (key, control) => !(OFF_IS_ABSENT.has(key) && isOff(control)));
  const withoutDefaults = (frequency: JsonObject) => kept(frequency, (key, value) => FREQUENCY_DEFAULTS[key] !== value);
  return { ...on, signInFrequency: inObject(on["signInFrequency"], withoutDefaults) };
}

const isOff = (control: unknown): boolean => control === false || asObject(control)?.["isEnabled"] === false;

/** The policy that the code asks for, in Graph's words, from the resource's inputs. */
export const codePolicy = (inputs: JsonObject): JsonObject => ({
  ...asObject(toGraphPolicy(inputs)),
  sessionControls: sessionInGraph(inputs["sessionControls"]),
});

/** Session controls of a `azuread.ConditionalAccessPolicy` as Graph writes them. What isn't an object stays as it is. */
function sessionInGraph(inputs: unknown): unknown {
  const session = asObject(inputs);
  if (session === undefined) return inputs;
  const enabledWith = (key: string, value: string | undefined) =>
    value === undefined ? null : { isEnabled: true, [key]: value };
  return {
    applicationEnforcedRestrictions:
      session["applicationEnforcedRestrictionsEnabled"] === true ? { isEnabled: true } : null,
    cloudAppSecurity: enabledWith("cloudAppSecurityType", asText(session["cloudAppSecurityPolicy"])),
    persistentBrowser: enabledWith("mode", asText(session["persistentBrowserMode"])),
    disableResilienceDefaults: session["disableResilienceDefaults"] === true,
    signInFrequency: frequencyIn(session),
  };
}

function frequencyIn({ signInFrequency: value, ...session }: JsonObject): JsonObject | null {
  const interval = asText(session["signInFrequencyInterval"]);
  const isTimed = typeof value === "number" && value > 0;
  if (!isTimed && interval !== "everyTime") return null;
  return {
    isEnabled: true,
    ...(isTimed && { value, type: session["signInFrequencyPeriod"] }),
    frequencyInterval: interval,
    authenticationType: asText(session["signInFrequencyAuthenticationType"]),
  };
}
