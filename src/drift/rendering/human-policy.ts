import { asObject, asText } from "../../law/json/json-object";
import { portalLink } from "../../program/stack-outputs";
import { isSameValue } from "../../tenant/graph/policy-values";
import { printable } from "../../text/printable";
import type { Effect } from "../change/effect";
import type { Drifted } from "../change/stack-changes";
import type { JudgedDifference, PolicyReport, Recreation } from "../policy/policy-report";
import { isByUp, portalStep, type Repair } from "../policy/repair";
import { effectWords, painted } from "./effects";
import { type Pen, wrap } from "./pen";

/** Says who an id belongs to, where that is known. */
export type NameOf = (id: string) => string | undefined;

/** What the report knows beside what it tells of. */
export type PolicyContext = {
  readonly nameOf: NameOf;
  readonly graph: string;
  readonly pen: Pen;
  /** What a thing that drifted does by itself, where that is known. */
  readonly effectOf: (drifted: Drifted) => Effect | undefined;
  /** The way in that it opens by itself, unless it is all of the drift, which is told below. */
  readonly wayIn: (effect: Effect) => readonly (readonly [label: string, text: string])[];
};

/** A paragraph behind a label, broken to the width of the terminal. */
export const labelled = (label: string, text: string, { pen }: Pick<PolicyContext, "pen">): readonly string[] =>
  wrap(text, pen.width, label);

/** A title that ends in what the thing does, with the way in below. */
export function withEffect(indent: string, title: string, drifted: Drifted, context: PolicyContext): readonly string[] {
  const effect = context.effectOf(drifted);
  if (effect === undefined) return labelled(indent, title, context);
  return [
    ...labelled(indent, `${title}: ${effectWords(effect)}`, context).map((line) =>
      painted(line, effect.kind, context.pen.paint),
    ),
    ...context.wayIn(effect).flatMap(([label, text]) => labelled(`${indent}  ${label.padEnd(9)}`, text, context)),
  ];
}

/** One policy of the stack, as a person reads it. */
export function renderPolicy(policy: PolicyReport, context: PolicyContext): readonly string[] {
  const title = `policy "${printable(policy.displayName)}"${policy.id === undefined ? "" : ` (${printable(policy.id)})`}`;
  switch (policy.kind) {
    case "compared":
      return renderCompared(title, policy, context);
    case "deleted":
      return [
        ...withEffect("", `${title}: deleted in the tenant`, policy, context),
        ...labelled("    repair   ", RECREATION[policy.recreation], context),
      ];
    case "undeclared":
      return labelled("", `${title}: deployed by this stack, and the code doesn't declare it any more`, context);
    case "unknown":
      return labelled("", `${title}: could not be told`, context);
  }
}

const RECREATION: { readonly [Kind in Recreation]: string } = {
  up: "`pulumi up` creates it again, under a new id; or restore it in the Entra admin center (30 days)",
  refused:
    "`pulumi up` creates it again, under a new id, once security defaults are off; or restore it in the Entra admin center (30 days)",
  notShown: "get the preview to work first (see below)",
};

type Compared = Extract<PolicyReport, { kind: "compared" }>;

function renderCompared(title: string, policy: Compared, context: PolicyContext): readonly string[] {
  const { differences, noise, weakStrength } = policy;
  const count = differences.length;
  const head = count === 0 ? "as the code says" : `${count} ${count === 1 ? "field differs" : "fields differ"}`;
  return [
    ...labelled(
      "",
      `${title}: ${weakStrength === undefined || count > 0 ? head : "the fields are as the code says"}`,
      context,
    ),
    ...differences.flatMap((difference) => renderDifference(difference, context)),
    ...(weakStrength === undefined ? [] : renderWeakStrength(weakStrength, policy, context)),
    ...renderPortal(policy),
    ...renderRequest(policy, context.graph),
    ...noise.flatMap(({ field, why }) =>
      labelled("  ", `not drift, though the preview shows it: ${printable(field)}: ${why}`, context),
    ),
  ];
}

function renderDifference(difference: JudgedDifference, context: PolicyContext): readonly string[] {
  const { path, tenant, code, onlyInBeta } = difference;
  const { nameOf } = context;
  const more = onlyIn(path, tenant, code);
  const fewer = onlyIn(path, code, tenant);
  const showsParts = Array.isArray(tenant) && Array.isArray(code);
  const line = (label: string, text: string): readonly string[] => labelled(`    ${label.padEnd(9)}`, text, context);
  return [
    ...withEffect(
      "  ",
      `${printable(path)}${onlyInBeta ? " (only /beta of Graph shows it)" : ""}`,
      difference,
      context,
    ),
    ...line("tenant", valueText(tenant, nameOf)),
    ...line("code", valueText(code, nameOf)),
    ...(more.length > 0 && showsParts ? line("added", namesText(more, nameOf)) : []),
    ...(fewer.length > 0 && showsParts ? line("missing", namesText(fewer, nameOf)) : []),
    ...line("repair", repairText(difference)),
    ...(isByUp(difference) ? [] : line("", portalStep(path))),
  ];
}

function renderWeakStrength(text: string, policy: Compared, context: PolicyContext): readonly string[] {
  return [
    ...withEffect("  ", printable(text), policy, context),
    ...labelled(
      "    repair   ",
      "`pulumi up` of this policy does nothing about it, unless the stack declares the strength too",
      context,
    ),
    ...labelled(
      "    portal   ",
      "Entra admin center > Authentication methods > Authentication strengths: allow combinations that are MFA only",
      context,
    ),
  ];
}

/** Once for all fields that have to be set in the form. */
function renderPortal({ id, differences }: Compared): readonly string[] {
  if (id === undefined || differences.every(isByUp)) return [];
  return ["  the policy in the portal:", `    ${portalLink(id, undefined)}`];
}

/** Only where `pulumi up` isn't enough. One request for all fields: sent in parts they could undo each other. */
function renderRequest({ request, differences }: Compared, graph: string): readonly string[] {
  if (request === undefined || differences.every(isByUp)) return [];
  const body = JSON.stringify(request.body, undefined, 2).split("\n");
  return [
    "  the Graph request that sets all of these fields to what the code says:",
    `    ${request.method} ${printable(`${graph}${request.path}`)}`,
    ...body.map((line) => `    ${printable(line)}`),
  ];
}

const MOST_ITEMS = 12;
const NOTHING = "(nothing)";

/** A value for the terminal: lists with commas, ranges as such, other objects as JSON, and nothing as such. */
export function valueText(value: unknown, nameOf: NameOf = () => undefined): string {
  if (value === undefined || value === null || value === "") return NOTHING;
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => rangeIn(item) ?? item);
    if (items.every((item) => typeof item !== "object"))
      return listText(items.map((item) => withName(String(item), nameOf)));
  }
  return printable(typeof value === "string" ? value : JSON.stringify(value));
}

const rangeIn = (item: unknown): string | undefined => asText(asObject(item)?.["cidrAddress"]);

function withName(id: string, nameOf: NameOf): string {
  const name = nameOf(id);
  return name === undefined ? id : `${name} (${id})`;
}

/** By name alone where there is one: the ids stand above. */
const namesText = (ids: readonly unknown[], nameOf: NameOf): string =>
  listText(ids.map((id) => nameOf(String(id)) ?? String(id)));

function listText(items: readonly string[]): string {
  if (items.length === 0) return NOTHING;
  const more = items.length > MOST_ITEMS ? `, and ${items.length - MOST_ITEMS} more` : "";
  return `${items.slice(0, MOST_ITEMS).map(printable).join(", ")}${more}`;
}

const REPAIR_TEXTS: Readonly<Record<Repair, string>> = {
  repaired: "`pulumi up` puts it right",
  refused: "`pulumi up` puts it right once security defaults are off: until then Entra refuses it",
  notSeen: "`pulumi up` does nothing about it: the azuread plugin doesn't see this field",
  leftToGraph:
    "`pulumi up` sees it, but its request leaves this field out, so that it may stay; read the policy back afterwards",
  notShown: "the preview doesn't show it, so `pulumi up` may leave it as it is",
  untried: "not tried with the azuread plugin; the request below doesn't depend on it",
};

const CHANGED: Readonly<Record<JudgedDifference["changed"], string>> = {
  tenant: "",
  code: ". It was deployed like this: the code has changed since",
  unknown: ". A refresh has put the tenant's value into the state, so the tenant or the code may have changed",
};

/** What becomes of a difference with `pulumi up`. */
export function repairText({ repair, changed }: Pick<JudgedDifference, "repair" | "changed">): string {
  const text = REPAIR_TEXTS[repair];
  return `${text}${CHANGED[changed]}`;
}

/** The items of a list that another one doesn't have, whatever their letter case. */
export function onlyIn(path: string, list: unknown, other: unknown): readonly unknown[] {
  if (!Array.isArray(list)) return [];
  const others: readonly unknown[] = Array.isArray(other) ? other : [];
  return list.filter((item: unknown) => !others.some((one) => isSameValue(path, one, item)));
}
