import { asList, asObject, asText, type JsonObject } from "../../../law/json/json-object";
import { plainValue, type ReadStack, type StackResource } from "./resource";

/** Stands in a plan for a value that is known only after it is applied, as the engine writes it. */
const UNKNOWN = "[unknown]";

/**
 * What `terraform show -json` prints of a plan or the state; `undefined` iff the value is neither. Of a plan what it comes to is
 * read. The provider is the one that Pulumi's package is made of: only names are written otherwise.
 * @see Terraform, "JSON Output Format": plan, state and values representations
 */
export function readTerraform(json: JsonObject): ReadStack | undefined {
  if (!("terraform_version" in json) || !("format_version" in json)) return undefined;
  const values = asObject(json["planned_values"]) ?? asObject(json["values"]);
  if (values === undefined)
    return { ok: false, problem: "it has no values: nothing was planned, or the state is empty" };
  if (json["errored"] === true)
    return { ok: false, problem: "it is a plan that failed, so nobody knows what the code says" };
  if (tenantsOf(json) > 1) return { ok: false, problem: SEVERAL };
  const unknown = unknownIn(json);
  const resources = resourcesIn(asObject(values["root_module"])).map((one) => asResource(one, unknown));
  return { ok: true, isWhole: json["complete"] !== false, resources: resources.flatMap((one) => one ?? []) };
}

const SEVERAL =
  "its resources are of several configurations of the provider, which may be for different tenants; judge each tenant by itself";

const tenantsOf = (json: JsonObject): number =>
  Object.values(asObject(asObject(json["configuration"])?.["provider_config"]) ?? {}).filter(
    (provider) => asObject(provider)?.["name"] === "azuread",
  ).length;

/** By address which values a plan doesn't know yet: `true` in the place of each. */
function unknownIn(json: JsonObject): ReadonlyMap<string, unknown> {
  const changes = (asList(json["resource_changes"]) ?? []).map(asObject).filter((one) => one !== undefined);
  return new Map(changes.map((one) => [asText(one["address"]) ?? "", asObject(one["change"])?.["after_unknown"]]));
}

/** What is managed in a module and in those inside it; what is only read says nothing that the tenant hasn't. */
function resourcesIn(module: JsonObject | undefined): readonly JsonObject[] {
  const inside = (asList(module?.["child_modules"]) ?? []).flatMap((child) => resourcesIn(asObject(child)));
  const own = (asList(module?.["resources"]) ?? []).map(asObject).filter((one) => one !== undefined);
  return [...own.filter(({ mode }) => mode !== "data"), ...inside];
}

function asResource(resource: JsonObject, unknown: ReadonlyMap<string, unknown>): StackResource | undefined {
  const [, type] = /^azuread_(\w+)$/.exec(asText(resource["type"]) ?? "") ?? [];
  if (type === undefined) return undefined;
  const urn = asText(resource["address"]) ?? "";
  const state = asObject(plainValue(camelCased(withUnknown(resource["values"], unknown.get(urn))))) ?? {};
  const pulumiType = camelCase(`_${type}`);
  // What a configuration leaves out of a group is filled in by others, and nothing here tells the two apart.
  const unmanaged = type === "group" ? ["members"] : [];
  return {
    urn,
    of: "azuread",
    type: pulumiType,
    id: asText(state["id"]),
    inputs: state,
    state,
    provider: undefined,
    unmanaged,
  };
}

/** Values with a mark wherever the plan says that one isn't known; there it has nothing, which would mean that nothing is set. */
function withUnknown(value: unknown, unknown: unknown): unknown {
  if (unknown === true) return UNKNOWN;
  const [marks, items] = [asList(unknown), asList(value)];
  if (marks !== undefined && (items !== undefined || marks.length > 0))
    return Array.from({ length: Math.max(marks.length, items?.length ?? 0) }, (_, at) =>
      withUnknown(items?.[at], marks[at]),
    );
  const [fields, object] = [asObject(unknown), asObject(value)];
  if (fields === undefined) return value;
  const keys = new Set([...Object.keys(object ?? {}), ...Object.keys(fields)]);
  return Object.fromEntries([...keys].map((key) => [key, withUnknown(object?.[key], fields[key])]));
}

/** Blocks of which there is one at most: Terraform writes a list, Pulumi the object in it. */
const ONLY_ONE: ReadonlySet<string> = new Set([
  ...["conditions", "applications", "users", "devices", "filter", "platforms", "locations", "client_applications"],
  ...["grant_controls", "session_controls", "ip", "country", "dynamic_membership"],
]);

const PLURAL: Readonly<Record<string, string>> = { terms_of_use: "termsOfUses" };

const camelCase = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

function camelCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCased);
  const object = asObject(value);
  if (object === undefined) return value;
  return Object.fromEntries(
    Object.entries(object)
      .filter(([key]) => key !== "timeouts")
      .map(([key, inner]) => {
        const name = PLURAL[key] ?? camelCase(key);
        const only = ONLY_ONE.has(key) && Array.isArray(inner) && inner.length <= 1 ? (inner[0] ?? null) : inner;
        return [name, camelCased(only)];
      }),
  );
}
