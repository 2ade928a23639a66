import { asList, asObject, asText } from "../law/json/json-object";
import { portalLink } from "../program/stack-policy";
import { type Block, type Item, listSection, type Section } from "../report/report";
import { isSameValue } from "../tenant/graph/policy-shape";
import { printable } from "../text/printable";
import { counted, named, someOf } from "../text/sentence";
import type { Change, FieldChange, PolicyChange, PolicyIdentity } from "./change";
import type { GraphRequest, PolicyReport } from "./drift-report";
import { isByUp, portalStep, type Repair } from "./policy-fields";

/** A sentence as a block. */
export const text = (sentence: string): Block => ({ kind: "text", text: sentence });

type Row = readonly [label: string, text: string];

/** Labelled lines below an item. */
export const rows = (...all: readonly Row[]): Block => ({
  kind: "entries",
  entries: all.map(([label, said]) => ({ label, texts: [said] })),
});

/** What the sentences of one report have in common. */
export type Words = {
  /** The name of the object with an id, if it is known. */
  readonly nameOf: (id: string) => string | undefined;
  /** What a change does by itself, for the end of its title. */
  readonly effect: (change: Change | undefined) => string;
};

/** One policy of the stack. */
export function policySection({ policy, kind, ...report }: PolicyReport, graph: string, words: Words): Section {
  const title = `Policy ${named(policy.displayName)}`;
  const deleted = report.changes.find((change) => change.kind === "deleted");
  switch (kind) {
    case "compared":
      return { title: `${title}: ${summaryOf(report.changes)}`, blocks: blocksOf(policy, report, graph, words) };
    case "deleted":
      return {
        title: `${title}: deleted in the tenant${words.effect(deleted)}`,
        blocks: [rows(["repair", RECREATION[deleted?.repair ?? "notShown"]])],
      };
    case "undeclared":
      return { title: `${title}: deployed by this stack, but no longer in the code`, blocks: [] };
    case "unknown":
      return { title: `${title}: could not be checked`, blocks: [] };
  }
}

const RECREATION: Readonly<Record<Extract<PolicyChange, { kind: "deleted" }>["repair"], string>> = {
  repaired: "`pulumi up` recreates it with a new id. Or restore it in the Entra admin center within 30 days",
  refused:
    "`pulumi up` recreates it with a new id once security defaults are off. Or restore it in the Entra admin center within 30 days",
  notShown: "fix the preview first (see below)",
};

function summaryOf(changes: PolicyReport["changes"]): string {
  const { length } = changes.filter(({ kind }) => kind === "field");
  if (length > 0) return counted(length, "field differs", "fields differ");
  return changes.length === 0 ? "matches the code" : "its fields match the code";
}

function blocksOf(
  { id = "" }: PolicyIdentity,
  { changes, noise, request }: Pick<PolicyReport, "changes" | "noise" | "request">,
  graph: string,
  words: Words,
): readonly Block[] {
  const fields = changes.filter((change) => change.kind === "field");
  const weak = changes.filter((change) => change.kind === "weakStrength");
  const items: readonly Item[] = [
    ...fields.map((change) => fieldItem(change, words)),
    ...weak.map((change) => ({ text: `${printable(change.says)}${words.effect(change)}`, below: [WEAK_STRENGTH] })),
    ...noise.map(({ field, why }) => `not drift, although the preview shows it: ${printable(field)}: ${why}`),
  ];
  return [
    ...listSection("", items).blocks,
    ...(request === undefined || fields.every(isByUp) ? [] : byHand(request, id, graph)),
  ];
}

/** One request for all fields that `pulumi up` leaves: several requests could undo each other. */
const byHand = ({ method, path, body }: GraphRequest, id: string, graph: string): readonly Block[] => [
  text("The policy in the portal:"),
  { kind: "code", lines: [portalLink(id, undefined)] },
  text("This Graph request sets all of these fields to the code's values:"),
  { kind: "code", lines: [`${method} ${graph}${path}`, ...JSON.stringify(body, undefined, 2).split("\n")] },
];

function fieldItem(change: PolicyChange & FieldChange, { nameOf, effect }: Words): Item {
  const { path, tenant, code, repair, changed, onlyInBeta } = change;
  const below = rows(
    ["tenant", valueText(tenant, nameOf)],
    ["code", valueText(code, nameOf)],
    ...itemsOnlyIn("added", path, tenant, code, nameOf),
    ...itemsOnlyIn("missing", path, code, tenant, nameOf),
    ["repair", `${REPAIRS[repair]}${CHANGED[changed]}`],
    ...(isByUp(change) ? [] : [["portal", portalStep(path)] as const]),
  );
  const field = `${printable(path)}${onlyInBeta ? " (only /beta of Graph shows it)" : ""}`;
  return { text: `${field}${effect(change)}`, below: [below] };
}

/** The items of a list that another list doesn't have, regardless of letter case, by name if they have one. */
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

const CHANGED: Readonly<Record<FieldChange["changed"], string>> = {
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

/** A value for people: lists with commas, ranges by their addresses, other objects as JSON, and `(nothing)`. */
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
