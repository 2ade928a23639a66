import { asList, asObject, asText, isAbsent, isObject, type JsonObject } from "../../../law/json/json-object";
import { itemsAt } from "../../graph/list";
import { type ReadStack, type StackResource, UNRESOLVED } from "./resource";

/**
 * Reads the output of `terraform show -json`; `undefined` iff the value is something else. A plan is read as it will be after it is
 * applied. Pulumi's package is made of the same provider, so only the names differ, and blocks are lists of one object.
 * @see Terraform, "JSON Output Format": plan, state and values representations
 */
export function readTerraform(json: JsonObject): ReadStack | undefined {
  if (!("terraform_version" in json) || !("format_version" in json)) return undefined;
  const planned = asObject(json["planned_values"]);
  const values = planned ?? asObject(json["values"]);
  if (values === undefined)
    return { ok: false, problem: "it has no values: nothing was planned, or the state is empty" };
  if (json["errored"] === true || ("planned_values" in json && json["resource_changes"] === undefined))
    return { ok: false, problem: "the plan failed or was filtered, so it may not show everything that the code says" };
  const unknown = unknownIn(json);
  return {
    ok: true,
    isWhole: json["complete"] !== false,
    resources: resourcesIn(asObject(values["root_module"]) ?? {}).flatMap((one) => asResource(one, unknown) ?? []),
    providers: providersIn(json),
    ...(planned && { plannedBy: "terraform plan" }),
  };
}

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
  const values = asObject(inPulumisWords(resource["values"], unknown.get(urn))) ?? {};
  return { urn, of, type: camelCase(`_${type}`), id: asText(values["id"]), values };
}

const camelCase = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** A value under Pulumi's names. @param unknown `true` in the place of each value that a plan doesn't know yet and leaves out */
function inPulumisWords(value: unknown, unknown: unknown): unknown {
  if (unknown === true) return UNRESOLVED;
  if (Array.isArray(value) || Array.isArray(unknown)) {
    const [items, marks] = [asList(value) ?? [], asList(unknown) ?? []];
    return Array.from({ length: Math.max(items.length, marks.length) }, (_, at) =>
      inPulumisWords(items[at], marks[at]),
    );
  }
  const [fields, object] = [asObject(unknown), asObject(value)];
  if (fields === undefined && object === undefined) return value;
  const keys = new Set([...Object.keys(object ?? {}), ...Object.keys(fields ?? {})]);
  const named = [...keys]
    .filter((key) => key !== "timeouts")
    .map((key) => [key, key === "terms_of_use" ? "terms_of_uses" : key]);
  return Object.fromEntries(
    named.map(([key = "", name = ""]) => [camelCase(name), inPulumisWords(object?.[key], fields?.[key])]),
  );
}
