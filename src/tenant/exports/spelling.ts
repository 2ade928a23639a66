import { COLLECTIONS, GRAPH_KEYS, KEYS } from "../graph/collections";
import { POLICY_KEYS } from "../graph/policy-shape";

/** Keys of Graph's objects that readers look at, other than those of policies and those in the table of collections. */
const OTHER_KEYS = `
  @odata.type @odata.context @odata.nextLink @odata.deltaLink @odata.count @removed @delta odata.nextLink odata.context value
  whole denied time key part why role creationType externalUserState owners servicePlans isTrusted
  principalType principal roleDefinition resourceScope directoryScope administrativeUnitId directoryScopeId appScopeId status
  startDateTime endDateTime expiration expirationDateTime assignmentState cidrAddress lowerAddress upperAddress
  includeUnknownCountriesAndRegions countryLookupMethod guestOrExternalUserTypes externalTenants membershipKind
`;

const IN_TABLE = GRAPH_KEYS.flatMap((key) => {
  const { keys, question } = COLLECTIONS[key];
  return [...keys, ...Object.keys(question.fields ?? {}), question.query?.["$select"] ?? ""];
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
