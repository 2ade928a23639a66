import { CONDITIONS } from "../../law/conditions";
import type { Teller } from "../../law/conditions/condition";
import type { AuthenticationFlow, ClientApp, Dimension, ListedDimension } from "../../law/model/dimensions";
import type { Policy } from "../../law/model/policy";
import type { Tenant } from "../../law/model/tenant";
import { listing, named, shortened } from "../../text/sentence";
import { tellerOf } from "../../words/sign-in";
import type { Column } from "../by-way/coverage";
import type { DeviceKind, Place, SignInKind } from "../by-way/kind";

/** What stands over the columns of a dimension, over one that is all of it, and over one with what has no column of its own. */
export const DIMENSION_WORDS: {
  readonly [D in Dimension]: { readonly title: string; readonly any: string; readonly other: string };
} = {
  clientApp: { title: "Client", any: "Any client", other: "Any other client" },
  platform: { title: "Platform", any: "Any platform", other: "Any other platform" },
  network: { title: "Network", any: "Anywhere", other: "Any other place" },
  device: { title: "Device", any: "Any device", other: "Any other device" },
  signInRisk: { title: "Sign-in risk", any: "Any level", other: "Any other level" },
  userRisk: { title: "User risk", any: "Any level", other: "Any other level" },
  insiderRisk: { title: "Insider risk", any: "Any level", other: "Any other level" },
  authenticationFlow: { title: "Flow", any: "Any flow", other: "Any other flow" },
  agentRisk: { title: "Agent risk", any: "Any level", other: "Any other level" },
};

/** What is in a column that its name doesn't tell. */
export interface ColumnNote {
  readonly name: string;
  readonly text: string;
}

/** Names of columns, and what has to be said of them below the table. */
export interface NamedColumns {
  readonly names: readonly string[];
  readonly notes: readonly ColumnNote[];
}

/** A column of more kinds than these, or with a longer word for one, has a name of its own and its kinds are said below the table. */
const MOST_NAMED = 3;
const LONGEST_WORD = 28;

export function namedColumns(columns: readonly Column[], tenant: Tenant): NamedColumns {
  const words = new KindWords(columns, tenant);
  const named = columns.map((column) => nameOf(column, columns, words));
  return {
    names: named.map(({ name }) => name),
    notes: [...named.flatMap(({ note }) => note ?? []), ...words.notes],
  };
}

function nameOf(
  column: Column,
  columns: readonly Column[],
  words: KindWords,
): { readonly name: string; readonly note?: ColumnNote } {
  const { title, any, other } = DIMENSION_WORDS[column.dimension];
  if (column.isWhole) return { name: any };
  const each = column.kinds.map((kind) => words.of(kind));
  const isShort = each.length <= MOST_NAMED && each.every((word) => word.length <= LONGEST_WORD);
  if (each.length === 1 || (isShort && column.isAlike)) return { name: capital(each.join(", ")) };
  const widest = columns
    .filter(({ dimension }) => dimension === column.dimension)
    .reduce((one, next) => (next.kinds.length > one.kinds.length ? next : one));
  const name = column === widest ? other : `${each.length} of them`;
  const text = `${listing(each, "and")}${column.isAlike ? "" : ", each cell at its worst"}`;
  return { name, note: { name: `${title}: ${name.toLowerCase()}`, text } };
}

/** Kinds of sign-ins in a few words; device filters are numbered. */
class KindWords {
  readonly notes: readonly ColumnNote[];
  readonly #teller: Teller;
  readonly #tenant: Tenant;
  readonly #numbers: ReadonlyMap<SignInKind, string>;

  constructor(columns: readonly Column[], tenant: Tenant) {
    const filtered = columns.flatMap(({ kinds }) => kinds).filter(isFiltered);
    this.#tenant = tenant;
    this.#teller = tellerOf(tenant);
    this.#numbers = new Map(
      filtered.map((kind, at) => [kind, filtered.length === 1 ? "as a filter says" : `as filter ${at + 1} says`]),
    );
    this.notes = filtered.map((kind) => ({ name: `Device ${this.of(kind)}`, text: filterText(kind, tenant) }));
  }

  of(kind: SignInKind): string {
    const { what } = kind;
    switch (what.dimension) {
      case "network":
        return this.#place(what);
      case "device":
        return what.device === "filtered" ? (this.#numbers.get(kind) ?? "") : DEVICES[what.device];
      default:
        return this.#value(what.dimension, what.values[0]);
    }
  }

  #place(what: Place): string {
    if (what.place === "trusted") return "any trusted place";
    if (what.place === "elsewhere") return "anywhere else";
    const [first, ...more] = what.locations;
    if (first === undefined) return "no place";
    return more.length > 0
      ? `${more.length + 1} other named places`
      : shortened(this.#tenant.locations?.get(first)?.displayName ?? first);
  }

  /** A client and a flow by names of their own; a risk, or a platform, without what stands over the column already. */
  #value<D extends ListedDimension>(dimension: D, value: unknown): string {
    const brief = BRIEF[String(value)];
    if (brief !== undefined && (dimension === "clientApp" || dimension === "authenticationFlow")) return brief;
    const said = CONDITIONS[dimension].words.how([value as never], this.#teller) ?? "any";
    const title = DIMENSION_WORDS[dimension].title.toLowerCase();
    return (said.startsWith(`${title} `) ? said.slice(title.length + 1) : said).replace(/^(?:on|by) /, "");
  }
}

/** Values whose words are too long to stand over a column. */
const BRIEF: { readonly [value: string]: string } = {
  browser: "browser",
  mobileAppsAndDesktopClients: "app or command line",
  exchangeActiveSync: "Exchange ActiveSync",
  other: "legacy client",
  null: "ordinary",
  deviceCodeFlow: "device code",
  authenticationTransfer: "transfer to another device",
} satisfies { readonly [value in ClientApp | AuthenticationFlow as `${value}`]?: string };

type Filtered = SignInKind & {
  readonly what: { readonly dimension: "device" } & Extract<DeviceKind, { readonly device: "filtered" }>;
};

const isFiltered = (kind: SignInKind): kind is Filtered =>
  kind.what.dimension === "device" && kind.what.device === "filtered";

const DEVICES: { readonly [D in Exclude<DeviceKind["device"], "filtered">]: string } = {
  unregistered: "unregistered",
  compliant: "compliant",
  "hybrid joined": "hybrid joined",
  joined: "Entra joined",
  "registered by its owner": "Entra registered",
  other: "any other",
};

/** The rule as it is written, and by whom. */
function filterText({ what }: Filtered, { policies }: Tenant): string {
  const by = what.by.flatMap((id) => policies.filter((policy) => policy.id === id));
  const texts = new Set(by.map(ruleOf));
  return `what ${listing([...texts].slice(0, 4), "or")} names, in ${listing(
    by.slice(0, 4).map(({ displayName }) => named(displayName)),
    "and",
  )}${by.length > 4 ? ` and ${by.length - 4} more` : ""}`;
}

const ruleOf = ({ written }: Policy): string => shortened(written.in("conditions.devices.deviceFilter.rule"));

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
