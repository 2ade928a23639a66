import { asList, asObject, asText } from "../law/json/json-object";
import { portalLink } from "../program/stack-policy";
import { type Block, type Item, listSection, type Section } from "../report/report";
import { isSameValue } from "../tenant/graph/policy-shape";
import { printable } from "../text/printable";
import { counted, named, someOf } from "../text/sentence";
import type { ComparedPolicy, Drifted, GraphRequest, JudgedDifference, PolicyReport } from "./drift-report";
import { isByUp, portalStep, type Repair } from "./policy-fields";

export const text = (sentence: string): Block => ({ kind: "text", text: sentence });

type Row = readonly [label: string, text: string];

/** What is said under a thing, a label before each. */
export const rows = (...all: readonly Row[]): Block => ({
  kind: "entries",
  entries: all.map(([label, said]) => ({ label, texts: [said] })),
});

export type Words = {
  /** Says who an id belongs to, where that is known. */
  readonly nameOf: (id: string) => string | undefined;
  /** What a thing that drifted does by itself, for the end of its title. */
  readonly effects: (drifted: Drifted) => string;
};

/** One policy of the stack. */
export function policySection(policy: PolicyReport, graph: string, words: Words): Section {
  const title = `Policy ${named(policy.displayName)}`;
  switch (policy.kind) {
    case "compared":
      return comparedSection(title, policy, graph, words);
    case "deleted":
      return {
        title: `${title}: deleted in the tenant${words.effects(policy)}`,
        blocks: [rows(["repair", RECREATION[policy.recreation]])],
      };
    case "undeclared":
      return { title: `${title}: deployed by this stack, but no longer in the code`, blocks: [] };
    case "unknown":
      return { title: `${title}: could not be checked`, blocks: [] };
  }
}

const RECREATION: Readonly<Record<Extract<PolicyReport, { kind: "deleted" }>["recreation"], string>> = {
  up: "`pulumi up` recreates it with a new id. Or restore it in the Entra admin center within 30 days",
  refused:
    "`pulumi up` recreates it with a new id once security defaults are off. Or restore it in the Entra admin center within 30 days",
  notShown: "fix the preview first (see below)",
};

function comparedSection(title: string, policy: ComparedPolicy & PolicyReport, graph: string, words: Words): Section {
  const { differences, noise, weakStrength, request, id = "" } = policy;
  const count = differences.length;
  const matches = weakStrength === undefined ? "matches the code" : "its fields match the code";
  const weak = weakStrength && { text: `${printable(weakStrength)}${words.effects(policy)}`, below: [WEAK_STRENGTH] };
  const items: readonly Item[] = [
    ...differences.map((difference) => differenceItem(difference, words)),
    ...(weak ? [weak] : []),
    ...noise.map(({ field, why }) => `not drift, although the preview shows it: ${printable(field)}: ${why}`),
  ];
  return {
    title: `${title}: ${count === 0 ? matches : counted(count, "field differs", "fields differ")}`,
    blocks: [
      ...listSection("", items).blocks,
      ...(request === undefined || differences.every(isByUp) ? [] : byHand(request, id, graph)),
    ],
  };
}

/** Once for all fields that `pulumi up` leaves: sent in parts, requests could undo each other. */
const byHand = ({ method, path, body }: GraphRequest, id: string, graph: string): readonly Block[] => [
  text("The policy in the portal:"),
  { kind: "code", lines: [portalLink(id, undefined)] },
  text("This Graph request sets all of these fields to the code's values:"),
  { kind: "code", lines: [`${method} ${graph}${path}`, ...JSON.stringify(body, undefined, 2).split("\n")] },
];

function differenceItem(difference: JudgedDifference, { nameOf, effects }: Words): Item {
  const { path, tenant, code, repair, changed, onlyInBeta } = difference;
  const below = rows(
    ["tenant", valueText(tenant, nameOf)],
    ["code", valueText(code, nameOf)],
    ...itemsOnlyIn("added", path, tenant, code, nameOf),
    ...itemsOnlyIn("missing", path, code, tenant, nameOf),
    ["repair", `${REPAIRS[repair]}${CHANGED[changed]}`],
    ...(isByUp(difference) ? [] : [["portal", portalStep(path)] as const]),
  );
  const field = `${printable(path)}${onlyInBeta ? " (only /beta of Graph shows it)" : ""}`;
  return { text: `${field}${effects(difference)}`, below: [below] };
}

/** The items of a list that another list doesn't have, whatever their letter case; by name where there is one. */
function itemsOnlyIn(
  label: string,
  path: string,
  list: unknown,
  other: unknown,
  nameOf: Words["nameOf"],
): readonly Row[] {
  const [here, there] = [asList(list), asList(other)];
  const items = there && here?.filter((item) => !there.some((one) => isSameValue(path, one, item)));
  if (items === undefined || items.length === 0) return [];
  return [[label, listText(items.map((item) => nameOf(String(item)) ?? String(item)))]];
}

const REPAIRS: Readonly<Record<Repair, string>> = {
  repaired: "`pulumi up` fixes it",
  refused: "`pulumi up` fixes it once security defaults are off. Until then Entra refuses it",
  notSeen: "`pulumi up` doesn't fix it: the azuread plugin doesn't see this field",
  leftToGraph: "`pulumi up` sees it, but its request omits this field. Read the policy back afterwards",
  notShown: "the preview doesn't show it, so `pulumi up` may not fix it",
  untried: "not tried with the azuread plugin. Set it in the portal or with Graph",
};

const CHANGED: Readonly<Record<JudgedDifference["changed"], string>> = {
  tenant: "",
  code: ". The tenant has what was deployed last: the code has changed since",
  unknown: ". After a refresh, azmfa can't tell whether the tenant or the code has changed",
};

const WEAK_STRENGTH = rows(
  ["repair", "`pulumi up` doesn't fix it, unless the stack declares the strength too"],
  [
    "portal",
    "Entra admin center > Authentication methods > Authentication strengths: allow only combinations that are MFA",
  ],
);

/** A value: lists with commas, ranges as such, other objects as JSON, and nothing as such. */
export function valueText(value: unknown, nameOf: Words["nameOf"]): string {
  if (value === undefined || value === null || value === "") return "(nothing)";
  const items = asList(value)?.map((item) => asText(asObject(item)?.["cidrAddress"]) ?? item);
  if (items?.every((item) => typeof item !== "object"))
    return listText(items.map((id) => withName(String(id), nameOf)));
  return printable(typeof value === "string" ? value : JSON.stringify(value));
}

function withName(id: string, nameOf: Words["nameOf"]): string {
  const name = nameOf(id);
  return name === undefined ? id : `${name} (${id})`;
}

const listText = (items: readonly string[]): string =>
  items.length === 0 ? "(nothing)" : someOf(items, 12).map(printable).join(", ");
