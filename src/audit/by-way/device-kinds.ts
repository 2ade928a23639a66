import type { AttributeName } from "../../law/device-filter/attributes";
import { allNull, attributesOf, type DeviceRule } from "../../law/device-filter/rule";
import type { DeviceFilter } from "../../law/model/dimensions";
import type { PolicyId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import { findDevice } from "../../verifier/devices/find-device";
import { type DeviceKind, onlyOn, type SignInKind } from "./kind";

/** Rules that are asked about one by one. The others are asked about together. */
const MOST_BY_THEMSELVES = 4;

/** What people call a device with that value of an attribute. */
const CALLED: readonly (readonly [
  Extract<DeviceKind["device"], "compliant" | "hybrid joined" | "joined" | "registered by its owner">,
  AttributeName,
  DeviceRule,
])[] = [
  ["compliant", "isCompliant", comparison("isCompliant", { kind: "isBoolean", value: true })],
  ["hybrid joined", "trustType", comparison("trustType", { kind: "isOneOf", values: ["ServerAD"] })],
  ["joined", "trustType", comparison("trustType", { kind: "isOneOf", values: ["AzureAD"] })],
  ["registered by its owner", "trustType", comparison("trustType", { kind: "isOneOf", values: ["Workplace"] })],
];

type Comparison = Extract<DeviceRule, { readonly kind: "comparison" }>;

function comparison(attribute: AttributeName, test: Comparison["test"]): Comparison {
  return { kind: "comparison", attribute, negated: false, test };
}

/**
 * Where a policy has a device filter: unregistered devices; compliant ones and those of each sort of trust, where a filter asks
 * for that; what each filter's rule says; and any other device.
 */
export function deviceKinds(policies: readonly Policy[]): readonly SignInKind[] {
  const rules = rulesOf(policies);
  if (rules.length === 0) return [];
  const asked = new Set(rules.flatMap(({ rule }) => [...attributesOf(rule)]));
  const called = CALLED.filter(([, attribute]) => asked.has(attribute));
  const others = rules.filter(({ rule }) => !called.some(([, , one]) => isSame(one, rule)));
  const [own, rest] = [others.slice(0, MOST_BY_THEMSELVES), others.slice(MOST_BY_THEMSELVES)];
  const filtered = [...own.map((one) => [one]), ...(rest.length > 0 ? [rest] : [])];
  // Devices that differ in nothing that a filter asks for are one to all policies, so no other attribute matters.
  const unregistered = allNull(asked);
  const told = [unregistered, ...called.map(([, , rule]) => rule), ...rules.map(({ rule }) => rule)];
  return [
    kind({ device: "unregistered" }, { mode: "exclude", rule: unregistered }),
    ...called.map(([device, , rule]) => kind({ device }, { mode: "exclude", rule })),
    ...filtered.map((some) =>
      kind(
        { device: "filtered", rules: some.map(({ rule }) => rule), by: some.flatMap(({ by }) => by) },
        { mode: "exclude", rule: anyOf(some.map(({ rule }) => rule)) },
      ),
    ),
    ...(isAnyLeft(anyOf(told)) ? [kind({ device: "other" }, { mode: "include", rule: anyOf(told) })] : []),
  ];
}

const kind = (device: DeviceKind, filter: Omit<Extract<DeviceFilter, { kind: "filter" }>, "kind">): SignInKind => ({
  what: { dimension: "device", ...device },
  others: onlyOn("device", { kind: "filter", ...filter }),
});

/** False iff it is certain that every device meets the rule. */
const isAnyLeft = (rule: DeviceRule): boolean =>
  findDevice([{ rule, among: ["no", "unclear"] }], 100_000).kind !== "none";

const anyOf = (parts: readonly DeviceRule[]): DeviceRule =>
  parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: "or", parts };

interface UsedRule {
  readonly rule: DeviceRule;
  readonly by: readonly PolicyId[];
}

/** The distinct rules of these policies' filters. */
function rulesOf(policies: readonly Policy[]): readonly UsedRule[] {
  const found = new Map<string, UsedRule>();
  for (const {
    id,
    conditions: { device },
  } of policies) {
    if (device.kind !== "filter") continue;
    const key = JSON.stringify(device.rule);
    found.set(key, { rule: device.rule, by: [...(found.get(key)?.by ?? []), id] });
  }
  return [...found.values()];
}

const isSame = (one: DeviceRule, other: DeviceRule): boolean => JSON.stringify(one) === JSON.stringify(other);
