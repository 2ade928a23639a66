import type { JsonObject } from "../../../src/law/json/json-object";
import { COLLECTIONS, GRAPH_KEYS } from "../../../src/tenant/graph/collections";
import type { Lists } from "./safe-facts";

export const METADATA = "https://graph.microsoft.com/v1.0/$metadata#";

export const CONTEXTS: Readonly<Record<string, string>> = Object.fromEntries(
  GRAPH_KEYS.map((key) => [key, COLLECTIONS[key].question.path.slice(1)]),
);

const pascal = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(pascal);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const annotations = entries.filter(([key]) => key.includes("@"));
  const members = entries.filter(([key]) => !key.includes("@"));
  return {
    ...Object.fromEntries(
      members.map(([key, inner]) => [`${key.charAt(0).toUpperCase()}${key.slice(1)}`, pascal(inner)]),
    ),
    AdditionalProperties: Object.fromEntries(annotations),
  };
};

/** Files by their names, or one alone under no name. */
export type Files = readonly (readonly [name: string, json: unknown])[];
export type Marking = (list: string, items: readonly unknown[]) => JsonObject;
export type Shape = (lists: Lists, mark?: Marking) => Files;

const page = (key: string, value: readonly unknown[], more: JsonObject = {}): JsonObject => ({
  "@odata.context": METADATA + CONTEXTS[key],
  value,
  ...more,
});
const pages = (lists: Lists, mark?: Marking): Files =>
  Object.entries(lists).map(([key, value]) => [`${key}.json`, page(key, value, mark?.(key, value))]);
const alone = (json: unknown): Files => [["", json]];

export const GRAPH_SHAPES: Readonly<Record<string, Shape>> = {
  "a tenant file": (lists, mark) => {
    const entries = Object.entries(lists).map(([key, value]) => [key, mark ? { value, ...mark(key, value) } : value]);
    return alone(Object.fromEntries(entries));
  },
  "a snapshot": (lists, mark) => {
    const marks = Object.entries(lists).flatMap(([key, value]) =>
      Object.entries(mark?.(key, value) ?? {}).map(([sign, what]) => [
        key + sign.replace(/^(value)?@?odata/, "@odata"),
        what,
      ]),
    );
    const source = { tool: "azmfa", version: "1.0.0", time: "2026-11-27T08:00:00Z", whole: Object.keys(lists) };
    return alone({ source, ...lists, ...Object.fromEntries(marks) });
  },
  "a page for each list": pages,
  "an object in each file": (lists, mark) =>
    Object.entries(lists).flatMap(([key, value]) => [
      ...value.map(
        (one, number) =>
          [`${key}/${number}.json`, { "@odata.context": `${METADATA}${CONTEXTS[key]}/$entity`, ...one }] as const,
      ),
      ...(value.length > 0 && mark === undefined ? [] : [[`${key}.json`, page(key, [], mark?.(key, []))] as const]),
    ]),
  "objects of the PowerShell SDK": (lists, mark) =>
    Object.entries(lists).map(([key, value]) => [`${key}.json`, page(key, value.map(pascal), mark?.(key, value))]),
  "a report with policies in it": ({ policies = [], ...lists }, mark) => [
    ["policies.json", { conditional_access_policies: page("policies", policies, mark?.("policies", policies)) }],
    ...pages(lists, mark),
  ],
};

const objectsIn = (lists: Lists, key: string): readonly JsonObject[] => lists[key] ?? [];

/** A value of Graph's under the names that the azuread provider has. */
function inAzuread(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inAzuread);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => !key.startsWith("@"));
  return Object.fromEntries(
    entries.map(([key, inner]) => [key.replace(/^(include|exclude)(?=[A-Z])/, "$1d"), inAzuread(inner)]),
  );
}

type Resource = readonly [type: string, id: unknown, values: JsonObject];

/** The tenant as resources of azuread: those lists that a program can make. */
const resourcesOf = (lists: Lists): readonly Resource[] => [
  ...objectsIn(lists, "policies").map(({ id: one, ...rest }): Resource => {
    const { grantControls, ...values } = inAzuread(rest) as JsonObject;
    const { authenticationStrength, ...controls } = grantControls as JsonObject;
    const authenticationStrengthPolicyId = (authenticationStrength as JsonObject | undefined)?.["id"] ?? "";
    const grant = { ...controls, authenticationStrengthPolicyId };
    return ["ConditionalAccessPolicy", `/policies/${String(one)}`, { ...values, grantControls: grant }];
  }),
  ...objectsIn(lists, "namedLocations").map(({ id: one, displayName, isTrusted, ipRanges }): Resource => {
    const networks = (ipRanges as readonly JsonObject[]).map(({ cidrAddress }) => cidrAddress);
    return ["NamedLocation", one, { displayName, ip: { ipRanges: networks, trusted: isTrusted } }];
  }),
  ...objectsIn(lists, "authenticationStrengthPolicies").map(
    ({ id: one, displayName, allowedCombinations }): Resource => [
      ...(["AuthenticationStrengthPolicy", one, { displayName, allowedCombinations }] as const),
    ],
  ),
];

const BLOCKS = /^(conditions|applications|users|locations|grantControls|ip)$/;
const snake = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Values as Terraform writes them: names in another form, and blocks as lists. */
function inTerraform(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inTerraform);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      snake(key),
      BLOCKS.test(key) ? [inTerraform(inner)] : inTerraform(inner),
    ]),
  );
}

function terraform(lists: Lists, values: "values" | "planned_values"): Files {
  const resources = resourcesOf(lists).map(([type, one, inputs], number) => ({
    address: `azuread${snake(type)}.n${number}`,
    mode: "managed",
    type: `azuread${snake(type)}`,
    values: { id: one, ...(inTerraform(inputs) as JsonObject) },
  }));
  const [versions, changes] = [{ format_version: "1.2", terraform_version: "1.9.0" }, { resource_changes: [] }];
  return alone({ ...versions, ...(values === "values" ? {} : changes), [values]: { root_module: { resources } } });
}

const pulumi = (lists: Lists): readonly JsonObject[] =>
  resourcesOf(lists).map(([type, one, inputs], number) => ({
    urn: `urn:pulumi:dev::ca::azuread:index/x:${type}::n${number}`,
    type: `azuread:index/x:${type}`,
    custom: true,
    id: one,
    inputs,
  }));

export const STACK_SHAPES: Readonly<Record<string, Shape>> = {
  "Terraform's state": (lists) => terraform(lists, "values"),
  "Terraform's plan": (lists) => terraform(lists, "planned_values"),
  "a Pulumi stack": (lists) => {
    const resources = pulumi(lists).map((one) => ({ ...one, outputs: one["inputs"] }));
    return alone({ version: 3, deployment: { manifest: {}, resources } });
  },
  "a Pulumi preview": (lists) => {
    const steps = pulumi(lists).map((newState) => ({ op: "create", urn: newState["urn"], newState }));
    return alone({ config: {}, changeSummary: { create: steps.length }, steps });
  },
};
