import { asList, asObject, asText, isAbsent, isObject, type JsonObject } from "../../../law/json/json-object";
import { itemsAt } from "../../graph/list";
import { plainValue, type ReadStack, type StackResource, UNRESOLVED } from "./resource";

/**
 * Reads the output of `terraform show -json`; `undefined` iff the value is something else. A plan is read as it will be after it is
 * applied. Pulumi's package is made of the same provider, so only the names differ.
 * @see Terraform, "JSON Output Format": plan, state and values representations
 */
export function readTerraform(json: JsonObject): ReadStack | undefined {
  if (!("terraform_version" in json) || !("format_version" in json)) return undefined;
  const values = asObject(json["planned_values"]) ?? asObject(json["values"]);
  if (values === undefined)
    return { ok: false, problem: "it has no values: nothing was planned, or the state is empty" };
  if (json["errored"] === true || ("planned_values" in json && json["resource_changes"] === undefined))
    return { ok: false, problem: "the plan failed or was filtered, so it may not show everything that the code says" };
  if (providersIn(json) > 1) return { ok: false, problem: SEVERAL };
  const unknown = unknownIn(json);
  const resources = resourcesIn(asObject(values["root_module"]) ?? {}).flatMap((one) => asResource(one, unknown) ?? []);
  return { ok: true, isWhole: json["complete"] !== false, resources };
}

const SEVERAL =
  "its resources use several configurations of the provider, which may be for different tenants; judge each tenant by itself";

const providersIn = (json: JsonObject): number =>
  Object.values(asObject(asObject(json["configuration"])?.["provider_config"]) ?? {})
    .filter(isObject) // `name` is what the configuration calls it
    .filter(({ full_name: source, name }) => /(^|\/)azuread$/.test(asText(source ?? name) ?? "")).length;

/** The values of a plan that aren't known yet, by the address of the resource, which a deposed object has too: `true` in the place of each. */
function unknownIn(json: JsonObject): ReadonlyMap<string, unknown> {
  const all = itemsAt(json, "resource_changes").filter(isObject);
  const changes = all.filter(({ deposed }) => isAbsent(deposed));
  return new Map(changes.map((one) => [asText(one["address"]) ?? "", asObject(one["change"])?.["after_unknown"]]));
}

/** The managed resources of a module and of the modules inside it, without data sources and deposed objects: those are to be destroyed. */
function resourcesIn(module: JsonObject): readonly JsonObject[] {
  const own = itemsAt(module, "resources").filter(isObject);
  const present = own.filter(({ mode, deposed_key: deposed }) => mode === "managed" && isAbsent(deposed));
  return [...present, ...itemsAt(module, "child_modules").filter(isObject).flatMap(resourcesIn)];
}

function asResource(resource: JsonObject, unknown: ReadonlyMap<string, unknown>): StackResource | undefined {
  const [, of, type] = /^(azuread|msgraph)_(\w+)$/.exec(asText(resource["type"]) ?? "") ?? [];
  if (of === undefined) return undefined;
  const urn = asText(resource["address"]) ?? "";
  const state = asObject(plainValue(inPulumisWords(resource["values"], unknown.get(urn)))) ?? {};
  return {
    urn,
    of,
    type: camelCase(`_${type}`),
    id: asText(state["id"]),
    inputs: state,
    state,
    provider: undefined,
    // Values that the configuration leaves out are filled in from the tenant, and the output doesn't show which.
    unmanaged: type === "group" ? ["members"] : [],
  };
}

/** Blocks that may be there once. Terraform writes a list with one object, Pulumi the object. */
const ONLY_ONE: ReadonlySet<string> = new Set([
  ...["conditions", "applications", "users", "devices", "filter", "platforms", "locations", "client_applications"],
  ...["grant_controls", "session_controls", "ip", "country", "dynamic_membership"],
]);

const camelCase = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** A value in Pulumi's words. @param unknown `true` in the place of each value that a plan doesn't know yet and leaves out */
function inPulumisWords(value: unknown, unknown: unknown): unknown {
  if (unknown === true) return UNRESOLVED;
  const [marks = [], items, fields, object] = [asList(unknown), asList(value), asObject(unknown), asObject(value)];
  if (fields === undefined && (items !== undefined || marks.length > 0))
    return Array.from({ length: Math.max(marks.length, items?.length ?? 0) }, (_, at) =>
      inPulumisWords(items?.[at], marks[at]),
    );
  if (fields === undefined && object === undefined) return value;
  const keys = new Set(
    [...Object.keys(object ?? {}), ...Object.keys(fields ?? {})].filter((key) => key !== "timeouts"),
  );
  return Object.fromEntries(
    [...keys].map((key) => {
      const inner = inPulumisWords(object?.[key], fields?.[key]);
      const isOnly = ONLY_ONE.has(key) && Array.isArray(inner) && inner.length <= 1;
      return [key === "terms_of_use" ? "termsOfUses" : camelCase(key), isOnly ? (inner[0] ?? null) : inner];
    }),
  );
}
