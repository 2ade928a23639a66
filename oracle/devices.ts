import { absent, isRaw, list, lower, lowers, type Raw, raw } from "./raw";
import { and, NO, not, or, type Tri, tri, UNCLEAR, YES } from "./tri";

/** What a device's attributes say, in lower case; one that isn't there is null. */
export type OracleDevice = ReadonlyMap<string, string>;

type Rule =
  | { readonly all: readonly Rule[] }
  | { readonly any: readonly Rule[] }
  | { readonly not: Rule }
  | { readonly attribute: string; readonly operator: string; readonly values: readonly string[] };

const COMPARISONS: { readonly [operator: string]: (text: string, values: readonly string[]) => boolean } = {
  eq: (text, [value = ""]) => text === value,
  startswith: (text, [value = ""]) => text.startsWith(value),
  endswith: (text, [value = ""]) => text.endsWith(value),
  contains: (text, [value = ""]) => text.includes(value),
  in: (text, values) => values.includes(text),
};
const OPPOSITES: { readonly [operator: string]: string } = {
  ne: "eq",
  notstartswith: "startswith",
  notendswith: "endswith",
  notcontains: "contains",
  notin: "in",
};

/** Whether a policy's filter covers the device. A text names the reading that decides, where no document says it. */
export function coversDevice(conditions: Raw, device: OracleDevice): Tri | string {
  const devices = conditions["devices"];
  if (absent(devices)) return YES;
  const filter = raw(devices)["deviceFilter"];
  if (!isRaw(devices)) return UNCLEAR;
  if (absent(filter)) return YES;
  const rule = parsed(String(raw(filter)["rule"]));
  const mode = lower(raw(filter)["mode"]);
  if (rule === undefined || (mode !== "include" && mode !== "exclude")) return UNCLEAR;
  const truth = truthOf(rule, device, false);
  return truth === UNCLEAR
    ? `device rule to ${mode} ${JSON.stringify(rule)}`
    : tri(truth === (mode === "include" ? YES : NO));
}

/** What `-not` makes of an attribute that isn't there is not documented: between yes and no. */
function truthOf(rule: Rule, device: OracleDevice, underNot: boolean): Tri {
  if ("all" in rule) return and(...rule.all.map((one) => truthOf(one, device, underNot)));
  if ("any" in rule) return or(...rule.any.map((one) => truthOf(one, device, underNot)));
  if ("not" in rule) return not(truthOf(rule.not, device, true));
  const text = device.get(rule.attribute);
  const opposite = OPPOSITES[rule.operator];
  if (text === undefined) return underNot ? UNCLEAR : tri(opposite !== undefined);
  const holds = COMPARISONS[opposite ?? rule.operator]?.(text, rule.values) === true;
  return tri(holds === (opposite === undefined));
}

/** The unregistered device, and one for each choice of the attributes that some rule asks about. */
export function devicesOf(tenants: readonly Raw[]): OracleDevice[] {
  const values = new Map<string, Set<string>>();
  for (const policy of tenants.flatMap((tenant) => list(tenant["policies"]))) {
    const filter = raw(raw(raw(policy["conditions"])["devices"])["deviceFilter"]);
    const rule = absent(filter["rule"]) ? undefined : parsed(String(filter["rule"]));
    for (const { attribute, values: named } of rule === undefined ? [] : comparisonsOf(rule)) {
      const known = values.get(attribute) ?? new Set<string>();
      for (const value of named) known.add(value);
      values.set(attribute, known);
    }
  }
  for (const policy of tenants.flatMap((tenant) => list(tenant["policies"]))) {
    const controls = lowers(raw(policy["grantControls"])["builtInControls"]);
    if (controls.includes("compliantdevice")) values.set("iscompliant", values.get("iscompliant") ?? new Set());
    if (controls.includes("domainjoineddevice"))
      values.set("trusttype", new Set([...(values.get("trusttype") ?? []), "serverad"]));
  }
  let devices: Map<string, string>[] = [new Map()];
  for (const [attribute, named] of values) {
    const texts = attribute === "iscompliant" ? ["true", "false"] : mixed([...named]);
    devices = devices.flatMap((device) => [device, ...texts.map((text) => new Map([...device, [attribute, text]]))]);
  }
  return devices;
}

/** Texts that begin, end and contain the named ones in every way that two of them can, and one that does neither. */
const mixed = (named: readonly string[]): string[] => [
  ...new Set([...named, ...named.flatMap((a) => [...named.map((b) => `${a}~${b}`), `~${a}~`, `${a}~`, `~${a}`]), "~"]),
];

function comparisonsOf(rule: Rule): Extract<Rule, { attribute: string }>[] {
  if ("all" in rule) return rule.all.flatMap(comparisonsOf);
  if ("any" in rule) return rule.any.flatMap(comparisonsOf);
  return "not" in rule ? comparisonsOf(rule.not) : [rule];
}

const TOKEN = /\s*(\(|\)|\[|\]|,|-[a-z]+|device\.[a-z0-9]+|"[^"]*"|true|false)/giy;

const PARSED = new Map<string, Rule | undefined>();
function parsed(text: string): Rule | undefined {
  if (!PARSED.has(text)) PARSED.set(text, parse(text));
  return PARSED.get(text);
}

/** Reads the part of the rule language that the generator writes; anything else is not understood. */
function parse(text: string): Rule | undefined {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let end = 0; end < text.trimEnd().length; end = TOKEN.lastIndex) {
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) return undefined;
    tokens.push(token.toLowerCase());
  }
  let at = 0;
  const next = () => tokens[at++];
  const joined = (word: string, part: () => Rule | undefined, join: (rules: Rule[]) => Rule) => () => {
    const rules: Rule[] = [];
    do {
      const rule = part();
      if (rule === undefined) return undefined;
      rules.push(rule);
    } while (tokens[at] === word && ++at > 0);
    return join(rules);
  };
  const factor = (): Rule | undefined => {
    const token = next();
    if (token === "-not") {
      const inner = factor();
      return inner && { not: inner };
    }
    if (token === "(") {
      const inner = any();
      return next() === ")" ? inner : undefined;
    }
    const operator = next()?.slice(1) ?? "";
    if (token?.startsWith("device.") !== true || (COMPARISONS[operator] ?? OPPOSITES[operator]) === undefined) return;
    const values: string[] = [];
    if (tokens[at] === "[") {
      for (at++; tokens[at] !== undefined && tokens[at] !== "]"; at++) if (tokens[at] !== ",") values.push(text1());
      at++;
    } else {
      values.push(text1());
      at++;
    }
    return { attribute: token.slice("device.".length), operator, values };
  };
  const text1 = () => (tokens[at] ?? "").replaceAll('"', "");
  const all = joined("-and", factor, (rules) => ({ all: rules }));
  const any: () => Rule | undefined = joined("-or", all, (rules) => ({ any: rules }));
  const rule = any();
  return at === tokens.length ? rule : undefined;
}
