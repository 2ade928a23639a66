import { isSameValue } from "../../adapters/graph/policy-values";
import { portalLink } from "../../program/stack-outputs";
import { printable } from "../../text/printable";
import type { JudgedDifference, PolicyReport } from "../policy/policy-report";
import { portalStep, type Repair } from "../policy/repair";

/** Says who an id belongs to, where that is known. */
export type NameOf = (id: string) => string | undefined;

/** What the report knows beside the policy. */
type PolicyContext = { readonly nameOf: NameOf; readonly graph: string };

/** One policy of the stack, as a person reads it. */
export function renderPolicy(policy: PolicyReport, context: PolicyContext): readonly string[] {
  const title = `policy "${printable(policy.displayName)}"${policy.id === undefined ? "" : ` (${printable(policy.id)})`}`;
  switch (policy.kind) {
    case "compared":
      return renderCompared(title, policy, context);
    case "deleted":
      return [`${title}: deleted in the tenant`, `    repair   ${recreation(policy.recreated)}`];
    case "undeclared":
      return [`${title}: deployed by this stack, and the code doesn't declare it any more`];
    case "undecided":
      return [`${title}: could not be told`];
  }
}

const recreation = (recreated: boolean): string =>
  recreated
    ? "`pulumi up` creates it again, under a new id; or restore it in the Entra admin center (30 days)"
    : "get the preview to work first (see below)";

type Compared = Extract<PolicyReport, { kind: "compared" }>;

function renderCompared(title: string, policy: Compared, { nameOf, graph }: PolicyContext): readonly string[] {
  const { differences, noise, weakStrength } = policy;
  const count = differences.length;
  const head = count === 0 ? "as the code says" : `${count} ${count === 1 ? "field differs" : "fields differ"}`;
  return [
    `${title}: ${weakStrength === undefined || count > 0 ? head : "the fields are as the code says"}`,
    ...differences.flatMap((difference) => renderDifference(difference, policy, nameOf)),
    ...(weakStrength === undefined ? [] : renderWeakStrength(weakStrength)),
    ...renderRequest(policy, graph),
    ...noise.map(({ field, why }) => `  not drift, though the preview shows it: ${printable(field)}: ${why}`),
  ];
}

function renderDifference(difference: JudgedDifference, { id }: Compared, nameOf: NameOf): readonly string[] {
  const { path, tenant, code, repair, onlyInBeta } = difference;
  const more = onlyIn(path, tenant, code);
  const fewer = onlyIn(path, code, tenant);
  const showsParts = Array.isArray(tenant) && Array.isArray(code);
  return [
    `  ${printable(path)}${onlyInBeta ? "  (only /beta of Graph shows it)" : ""}`,
    `    tenant   ${valueText(tenant)}`,
    `    code     ${valueText(code)}`,
    ...(more.length > 0 && (showsParts || more.some((item) => nameOf(String(item)) !== undefined))
      ? [`    added    ${namesText(more, nameOf)}`]
      : []),
    ...(fewer.length > 0 && showsParts ? [`    missing  ${namesText(fewer, nameOf)}`] : []),
    `    repair   ${repairText(difference)}`,
    ...(repair === "repaired" || id === undefined
      ? []
      : [`    portal   ${portalLink(id, undefined)}`, `             ${portalStep(path)}`]),
  ];
}

function namesText(ids: readonly unknown[], nameOf: NameOf): string {
  const named = ids.map((id) => {
    const name = nameOf(String(id));
    return name === undefined ? String(id) : `${name} (${String(id)})`;
  });
  return valueText(named);
}

const renderWeakStrength = (text: string): readonly string[] => [
  `  ${printable(text)}`,
  "    repair   `pulumi up` of this policy does nothing about it, unless the stack declares the strength too",
  "    portal   Entra admin center > Authentication methods > Authentication strengths: allow combinations that are MFA only",
];

/** Only where `pulumi up` isn't enough. One request for all fields: sent in parts they could undo each other. */
function renderRequest({ request, differences }: Compared, graph: string): readonly string[] {
  if (request === undefined || differences.every(({ repair }) => repair === "repaired")) return [];
  const body = JSON.stringify(request.body, undefined, 2).split("\n");
  return [
    "  the Graph request that sets all of these fields to what the code says:",
    `    ${request.method} ${printable(`${graph}${request.path}`)}`,
    ...body.map((line) => `    ${printable(line)}`),
  ];
}

const MOST_ITEMS = 12;
const NOTHING = "(nothing)";

/** A value for the terminal: lists with commas, objects as JSON, and nothing as such. */
export function valueText(value: unknown): string {
  if (value === undefined || value === null || value === "") return NOTHING;
  if (Array.isArray(value) && value.every((item) => typeof item !== "object")) return listText(value.map(String));
  return printable(typeof value === "string" ? value : JSON.stringify(value));
}

function listText(items: readonly string[]): string {
  if (items.length === 0) return NOTHING;
  const more = items.length > MOST_ITEMS ? `, and ${items.length - MOST_ITEMS} more` : "";
  return `${items.slice(0, MOST_ITEMS).map(printable).join(", ")}${more}`;
}

const REPAIR_TEXTS: Readonly<Record<Repair, string>> = {
  repaired: "`pulumi up` puts it right",
  notSeen: "`pulumi up` does nothing about it: the azuread plugin doesn't see this field",
  leftToGraph:
    "`pulumi up` sees it, but its request leaves this field out, so that it may stay; read the policy back afterwards",
  notShown: "the preview doesn't show it, so `pulumi up` may leave it as it is",
  untried: "not tried with the azuread plugin; the request below doesn't depend on it",
};

/** What becomes of a difference with `pulumi up`. */
export function repairText({ repair, changed }: Pick<JudgedDifference, "repair" | "changed">): string {
  const text = REPAIR_TEXTS[repair];
  return changed === "code" ? `${text}. It was deployed like this: the code has changed since` : text;
}

/** The items of a list that another one doesn't have, whatever their letter case. */
export function onlyIn(path: string, list: unknown, other: unknown): readonly unknown[] {
  if (!Array.isArray(list)) return [];
  const others: readonly unknown[] = Array.isArray(other) ? other : [];
  return list.filter((item: unknown) => !others.some((one) => isSameValue(path, one, item)));
}
