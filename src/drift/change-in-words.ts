import { asList, asObject, asText } from "../law/json/json-object";
import { portalLink } from "../program/stack-policy";
import { type Block, entry } from "../report/report";
import { isSameValue } from "../tenant/graph/policy-shape";
import { present } from "../text/present";
import { printable } from "../text/printable";
import { named, someOf } from "../text/sentence";
import { type Change, type ChangeKind, type FieldChange, type GraphRequest, STRENGTHS } from "./change";

/** The name of the object with an id, if it is known. */
export type NameOf = (id: string) => string | undefined;

type Row = readonly [label: string, text: string];

/** Labelled lines below an item. */
export const rows = (...all: readonly Row[]): Block => ({
  kind: "entries",
  entries: all.map(([label, said]) => entry(label, said)),
});

/** What changed, and below it what is there, what should be there, and how to repair it. */
export function changeInWords(change: Change, nameOf: NameOf, graph: string) {
  const { list, id, kind, source, fields, help, at, request } = change;
  const name = change.name ?? nameOf(id) ?? id;
  const object = present([KINDS[list] ?? printable(list), name !== "" && named(name)]).join(" ");
  const title = `${object}: ${WORDS[kind]}`;
  const about = present<Row>([
    at && ["entry", `${printable(at.file)}:${at.line}:${at.column}`],
    help !== undefined && ["repair", printable(help)],
  ]);
  const below: readonly Block[] = [
    ...fields.flatMap((field) => fieldBlocks(field, source, nameOf)),
    ...(about.length > 0 ? [rows(...about)] : []),
    ...(request === undefined ? [] : requestBlocks(request, id, graph)),
  ];
  return { title, below };
}

const WORDS: Readonly<Record<ChangeKind, string>> = {
  changed: "changed",
  added: "new",
  removed: "gone",
  disabled: "disabled",
  weak: "no longer requires MFA",
  undeclared: "deployed by this stack, but no longer in the code",
  namesake: "has the stack's display name, but this stack doesn't manage it",
  resource: "differs from the code",
};

/** An object under a key of a tenant file. */
const KINDS: { readonly [list: string]: string } = {
  policies: "policy",
  namedLocations: "location",
  [STRENGTHS]: "authentication strength",
  users: "account",
  groups: "group",
  roleAssignments: "role",
  roleEligibilitySchedules: "eligibility for the role",
  securityDefaults: "security defaults",
  conditionalAccessSettings: "settings of Conditional Access",
};

/** A field that differs, with both sides. */
function fieldBlocks(field: FieldChange, source: Change["source"], nameOf: NameOf): readonly Block[] {
  const { path, tenant, code, repair } = field;
  const lacking = (list: unknown, other: unknown): readonly unknown[] =>
    (asList(other) && asList(list)?.filter((item) => !asList(other)?.some((one) => isSameValue(path, one, item)))) ??
    [];
  const names = (items: readonly unknown[]) => listText(items.map(itemText).map((item) => nameOf(item) ?? item));
  const [added, missing] = [lacking(tenant, code), lacking(code, tenant)];
  const both = rows(
    ["tenant", valueText(tenant, nameOf)],
    [source, valueText(code, nameOf)],
    ...present<Row>([
      added.length > 0 && ["added", names(added)],
      missing.length > 0 && ["missing", names(missing)],
      repair && ["repair", repair === "pulumiUp" ? UP : REQUEST],
    ]),
  );
  return [{ kind: "text", text: printable(path) }, both];
}

const UP = "`pulumi up` fixes it";
const REQUEST = "`pulumi up` doesn't fix it, or may not. Use the request below, or the portal";

/** One request for all fields: several requests could undo each other. */
const requestBlocks = ({ method, path, body }: GraphRequest, id: string, graph: string): readonly Block[] => [
  rows(["portal", portalLink(id, undefined)]),
  { kind: "text", text: "This Graph request sets all of these fields to the code's values:" },
  { kind: "code", lines: [`${method} ${graph}${path}`, ...JSON.stringify(body, undefined, 2).split("\n")] },
];

/** A value for people: lists with commas, and `(nothing)`. */
function valueText(value: unknown, nameOf: NameOf): string {
  if (value === undefined || value === null || value === "") return NOTHING;
  const items = asList(value)?.map((item) => withName(itemText(item), nameOf));
  return items === undefined ? printable(itemText(value)) : listText(items);
}

/** One thing for people: a range by its addresses, another object as JSON. */
const itemText = (item: unknown): string =>
  typeof item === "string" ? item : (asText(asObject(item)?.["cidrAddress"]) ?? JSON.stringify(item));

function withName(id: string, nameOf: NameOf): string {
  const name = nameOf(id);
  return name === undefined ? id : `${name} (${id})`;
}

const listText = (items: readonly string[]): string =>
  items.length === 0 ? NOTHING : someOf(items, 12).map(printable).join(", ");

const NOTHING = "(nothing)";
