import { asObject, isAbsent, isEmpty, type JsonObject } from "../../law/json/json-object";
import { quoted } from "../../text/printable";
import { COLLECTIONS, GRAPH_KEYS, KEYS } from "../graph/collections";
import { PART } from "../graph/list";
import { POLICY_KEYS } from "../graph/policy-shape";

const REST = "AdditionalProperties";

/** Whether an object is of the Graph PowerShell SDK, as `ConvertTo-Json` writes it: every key begins with a capital letter. */
export function isOfPowerShell(value: unknown): boolean {
  const keys = Object.keys(asObject(value) ?? {});
  return keys.every((key) => key.includes("@") || /^[A-Z]/.test(key)) && keys.some((key) => !key.includes("@"));
}

/**
 * A file in the form that Graph writes. Objects of the PowerShell SDK are converted. The SDK writes an object that isn't
 * set with all its members null, so an empty object becomes null.
 * @param value nested no deeper than a file may be
 * @param twice gets a message for each key that an object has twice: nothing shows which of them counts
 * @param spell how Graph spells a key
 */
export const inGraphForm = (value: unknown, twice: string[] = [], spell = spelling): unknown =>
  isInGraphForm(value, spell) ? value : converted(value, twice, spell);

/** A file may be large, and few files have anything to convert. */
function isInGraphForm(value: unknown, spell: typeof spelling): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.every((one) => isInGraphForm(one, spell));
  if (isOfPowerShell(value)) return false;
  for (const key in value)
    if (key === REST || spell(key) !== key || !isInGraphForm((value as JsonObject)[key], spell)) return false;
  return true;
}

function converted(value: unknown, twice: string[], spell: typeof spelling): unknown {
  if (Array.isArray(value)) return value.map((item) => converted(item, twice, spell));
  const object = asObject(value);
  if (object === undefined) return value;
  const isOfSdk = isOfPowerShell(object);
  const { [REST]: rest, ...members } = object;
  const more = asObject(converted(rest, twice, spell)) ?? {};
  const named = new Map<string, unknown>();
  for (const [key, member] of Object.entries(members)) {
    const name = spell(isOfSdk ? key.charAt(0).toLowerCase() + key.slice(1) : key);
    const inside = converted(member, twice, spell);
    if (named.has(name)) twice.push(`one object has the key ${quoted(name)} in two spellings; keep one of them`);
    if (!isAbsent(inside) && !isAbsent(more[name]) && JSON.stringify(inside) !== JSON.stringify(more[name]))
      twice.push(`one object has ${quoted(name)} with another value in ${REST}; keep one of them`);
    if (isFirstHundred(member)) named.set(name + PART, EXACTLY_100);
    named.set(name, isOfSdk && asObject(inside) !== undefined && isEmpty(inside) ? null : inside);
  }
  return { ...more, ...Object.fromEntries([...named].filter(([name, inside]) => inside !== null || !(name in more))) };
}

/**
 * Why a list of exactly 100 objects may be incomplete: that is Graph's first page for most lists, and a cmdlet doesn't say that there are more.
 * @see microsoftgraph/msgraph-sdk-powershell, tools/Custom/ListCmdlet.cs (read 2026-11)
 */
export const EXACTLY_100 = "it has exactly 100 objects, and a cmdlet returns no more without -All";

/** Whether a list may be the first 100 objects that a cmdlet returns without `-All`. */
export const isFirstHundred = (list: unknown) => Array.isArray(list) && list.length === 100 && isOfPowerShell(list[0]);

/** Whether `ConvertTo-Json` reached its depth somewhere in a value, and wrote the type of an object in its place. */
export const isCutOff = (value: unknown): boolean =>
  typeof value === "string"
    ? /^(Microsoft\.Graph\.PowerShell\.Models\.|System\.(Object|String|Collections)\b|@\{([^({}=]+=|\}))/.test(value)
    : typeof value === "object" && value !== null && Object.values(value).some(isCutOff);

/** Keys of Graph's objects that readers look at, other than those of policies and those in the table of collections. */
const OTHER_KEYS = `
  @odata.type @odata.context @odata.nextLink @odata.deltaLink @odata.count @removed @delta odata.nextLink odata.context value
  whole denied time key part why role creationType externalUserState owners servicePlans isTrusted
  principalType principal roleDefinition resourceScope directoryScope administrativeUnitId directoryScopeId appScopeId status
  startDateTime endDateTime expiration expirationDateTime assignmentState cidrAddress lowerAddress upperAddress
  includeUnknownCountriesAndRegions countryLookupMethod guestOrExternalUserTypes externalTenants membershipKind
  memberOf transitiveMembers transitiveMemberOf directoryRoles roleTemplateId
`;

const IN_TABLE = GRAPH_KEYS.flatMap((key) => {
  const { keys, question } = COLLECTIONS[key];
  return [...keys, question.query?.["$select"] ?? ""];
});

const ALL = [...KEYS, ...POLICY_KEYS, OTHER_KEYS, ...IN_TABLE].flatMap((text) => text.match(/[\w.@]+/g) ?? []);

/** The known keys by their lower case. */
const KNOWN: ReadonlyMap<string, string> = new Map(ALL.map((key) => [key.toLowerCase(), key]));

/** The spelling of each key that was asked for. A large file repeats few keys. */
const SPELLINGS = new Map<string, string>();

/** A key as Graph spells it, if it is known in any letter case. PowerShell and other programs write other cases. */
export function spelling(key: string): string {
  const known = SPELLINGS.get(key);
  if (known !== undefined) return known;
  const spelt = key.replace(/@?[^@]+/g, (part) => KNOWN.get(part.toLowerCase()) ?? part);
  if (SPELLINGS.size < 10_000) SPELLINGS.set(key, spelt);
  return spelt;
}
